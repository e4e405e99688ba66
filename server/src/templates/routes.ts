import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { presentTemplate, presentTemplateDetail } from './present.ts'
import { getTemplate, type ListedTemplate, listTemplates } from './service.ts'

const Cursor = z.tuple([z.uuid(), z.string(), z.int32(), z.uuid()])
const cursorOf = (row: ListedTemplate): string => keyset(row.frameworkId, row.set, row.position, row.id)

export const templateRoutes = {
  list: protectedBySession.templates.list.handler(async ({ context, input: { iso_standard_id, limit, cursor } }) => {
    const templates = await listTemplates(context, { frameworkId: iso_standard_id, limit, after: readKeyset(cursor, Cursor) })
    return toPage(templates, limit, cursorOf, presentTemplate)
  }),
  get: protectedBySession.templates.get.handler(async ({ context, input }) =>
    presentTemplateDetail(await getTemplate(context, input.template_id)),
  ),
}
