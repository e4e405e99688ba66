import { oc } from '@orpc/contract'
import { z } from 'zod'
import { factKeys } from '../facts/catalogue.ts'
import { pageOf, pageQuery } from '../paging.ts'

export const columnTypes = ['text', 'number', 'date', 'choice', 'person'] as const

/** A column of a table section. `options` belong to `choice` columns. */
export const Column = z.object({
  id: z.string(),
  label: z.string(),
  type: z.enum(columnTypes),
  options: z.array(z.object({ id: z.string(), label: z.string() })),
})
export type Column = z.infer<typeof Column>

export const sectionTypes = ['text', 'table', 'list', 'evidence'] as const

/** A part of a template that nobody fills: shown as it stands. */
export const FixedSection = z.object({ id: z.string(), title: z.string(), content: z.string() })
export type FixedSection = z.infer<typeof FixedSection>

/**
 * How a section is asked for in an interview. What shares a `question_key` is one question, asked once; the words take the place of those that the
 * rules would make. A question answers a fact if its section is one.
 */
export const InterviewWords = z.object({
  question_key: z.string().optional(),
  question: z.string().optional(),
  hint: z.string().optional(),
  example: z.string().optional(),
})
export type InterviewWords = z.infer<typeof InterviewWords>

/** A part of a template that a customer fills. Section ids are stable across template versions. */
export const FillableSection = z.object({
  id: z.string(),
  title: z.string(),
  type: z.enum(sectionTypes),
  is_mandatory: z.boolean(),
  placeholder: z.string(),
  requires_evidence: z.boolean(),
  evidence_description: z.string().nullable(),
  evidence_format: z.string().nullable(),
  refs: z.array(z.string()),
  columns: z.array(Column),
  /** a table that shows the rows of this domain of the customer's checklist; nobody fills it here */
  checklist_domain: z.string().optional(),
  /** a text that is this fact of the customer: it is written, and kept, with the facts */
  fact_key: z.enum(factKeys).optional(),
  interview: InterviewWords.optional(),
})
export type FillableSection = z.infer<typeof FillableSection>

export const Template = z.object({
  id: z.uuid(),
  iso_standard_id: z.uuid(),
  code: z.string(),
  name: z.string(),
  document_type: z.string(),
  set: z.enum(['core', 'extended']),
  purpose: z.string(),
  clause_refs: z.array(z.string()),
  control_refs: z.array(z.string()),
  suggested_owner: z.string(),
  review_frequency: z.string(),
  version: z.number().int(),
  section_count: z.number().int(),
})

export const TemplateDetail = Template.extend({ fixed_sections: z.array(FixedSection), fillable_sections: z.array(FillableSection) })

export const templatesContract = {
  list: oc
    .route({ method: 'GET', path: '/templates', summary: 'Templates, of one framework if asked', tags: ['templates'] })
    .input(pageQuery.extend({ iso_standard_id: z.uuid().optional() }))
    .output(pageOf(Template)),
  get: oc
    .route({ method: 'GET', path: '/templates/{template_id}', summary: 'One template with its sections', tags: ['templates'] })
    .input(z.object({ template_id: z.uuid() }))
    .output(TemplateDetail),
}
