import { AppError } from '@certloom/shared/errors'
import type { TemplateSelectionMode } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type CurrentTemplate, findCurrentTemplates } from '../templates/service.ts'

/** Which templates a plan is to have; the mode `all` does not look at the ids. */
export type Selection = { frameworkId: string; templateSelectionMode: TemplateSelectionMode; templateIds: readonly string[] }

/**
 * `all` means the framework's core set (PRODUCT decision 7); `selective` exactly those named, which must all be of this framework.
 * @throws `invalid_input` where that leaves none, or one of another framework is named
 */
export async function chooseTemplates(tx: Tx, { frameworkId, templateSelectionMode, templateIds }: Selection): Promise<CurrentTemplate[]> {
  if (templateSelectionMode === 'all') {
    const templates = await findCurrentTemplates(tx, { frameworkId, set: 'core' })
    if (templates.length === 0) throw new AppError('invalid_input', 'There are no templates for this framework yet.')
    return templates
  }
  const ids = [...new Set(templateIds)]
  if (ids.length === 0) throw new AppError('invalid_input', 'Select at least one template in `selected_template_ids`.')
  const templates = await findCurrentTemplates(tx, { frameworkId, id: { in: ids } })
  if (templates.length < ids.length)
    throw new AppError('invalid_input', 'Every template in `selected_template_ids` must be one of this framework.')
  return templates
}
