import { sectionsOf } from './sections.ts'
import type { CurrentTemplate, ListedTemplate } from './service.ts'

/** A template as lists answer it. */
export const presentTemplate = (template: ListedTemplate) => ({
  id: template.id,
  iso_standard_id: template.frameworkId,
  code: template.code,
  name: template.name,
  document_type: template.documentType,
  set: template.set === 'core' ? ('core' as const) : ('extended' as const),
  purpose: template.purpose,
  clause_refs: template.clauseRefs,
  control_refs: template.controlRefs,
  suggested_owner: template.suggestedOwner,
  review_frequency: template.reviewFrequency,
  version: template.version,
  section_count: template.sectionCount,
})

/** A template with the sections of its current version. */
export function presentTemplateDetail(template: CurrentTemplate) {
  const { fixed, fillable } = sectionsOf(template.version)
  return {
    ...presentTemplate({ ...template, version: template.version.version, sectionCount: fillable.length }),
    fixed_sections: fixed,
    fillable_sections: fillable,
  }
}
