import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { factKeys } from '@certloom/shared/facts/catalogue'
import { catalogueId } from '@certloom/shared/ids'
import { Column, type FillableSection, FixedSection, InterviewWords, sectionTypes } from '@certloom/shared/templates/contract'
import { z } from 'zod'

const folder = path.resolve(import.meta.dirname, '../../../prisma/seed/templates')

const readSeed = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))

/** A shipped template with what it says now. Keys are the table's columns, without the version, which the database counts. */
export type TemplateRow = {
  id: string
  framework_id: string
  code: string
  name: string
  document_type: string
  set: 'core' | 'extended'
  purpose: string
  clause_refs: string[]
  control_refs: string[]
  suggested_owner: string
  review_frequency: string
  position: number
  fixed_sections: FixedSection[]
  fillable_sections: FillableSection[]
  content_hash: string
}

const ShippedSection = z.object({
  id: z.string(),
  title: z.string(),
  type: z.enum(sectionTypes),
  isMandatory: z.boolean(),
  placeholder: z.string(),
  requiresEvidence: z.boolean(),
  evidenceDescription: z.string().optional(),
  evidenceFormat: z.string().optional(),
  refs: z.array(z.string()),
  columns: z.array(Column.strict()).optional(),
  checklistDomain: z.string().optional(),
  factKey: z.enum(factKeys).optional(),
})

const Shipped = z.object({
  templates: z.array(
    z.object({
      id: z.string(),
      standard: z.string(),
      name: z.string(),
      documentType: z.string(),
      set: z.enum(['core', 'extended']),
      purpose: z.string(),
      clauseRefs: z.array(z.string()),
      controlRefs: z.array(z.string()),
      suggestedOwner: z.string(),
      reviewFrequency: z.string(),
      fixedSections: z.array(FixedSection.strict()),
      fillableSections: z.array(ShippedSection.strict()),
    }),
  ),
})
type Shipped = z.infer<typeof Shipped>['templates'][number]

/** How sections are asked for in interviews, by template and section. */
const ShippedInterview = z.record(z.string(), z.record(z.string(), InterviewWords.strict()))
type ShippedWords = z.infer<typeof ShippedInterview>[string]

/** Reads the shipped templates, in the order they are offered. */
export function readTemplates(): TemplateRow[] {
  const { templates } = Shipped.parse(readSeed('templates.json'))
  const words = ShippedInterview.parse(readSeed('interview.json'))
  return templates.map((template, index) => templateRow(template, words[template.id] ?? {}, index + 1))
}

function templateRow(template: Shipped, words: ShippedWords, position: number): TemplateRow {
  const sections = {
    fixed_sections: template.fixedSections,
    fillable_sections: template.fillableSections.map((section) => fillableSection(section, words[section.id])),
  }
  return {
    id: catalogueId('template', template.standard, template.id),
    framework_id: catalogueId('framework', template.standard),
    code: template.id,
    name: template.name,
    document_type: template.documentType,
    set: template.set,
    purpose: template.purpose,
    clause_refs: template.clauseRefs,
    control_refs: template.controlRefs,
    suggested_owner: template.suggestedOwner,
    review_frequency: template.reviewFrequency,
    position,
    ...sections,
    content_hash: createHash('sha256').update(JSON.stringify(sections, sortedKeys)).digest('hex'),
  }
}

const fillableSection = (section: z.infer<typeof ShippedSection>, interview: InterviewWords | undefined): FillableSection => ({
  id: section.id,
  title: section.title,
  type: section.type,
  is_mandatory: section.isMandatory,
  placeholder: section.placeholder,
  requires_evidence: section.requiresEvidence,
  evidence_description: section.evidenceDescription ?? null,
  evidence_format: section.evidenceFormat ?? null,
  refs: section.refs,
  columns: section.columns ?? [],
  ...(section.checklistDomain !== undefined && { checklist_domain: section.checklistDomain }),
  ...(section.factKey !== undefined && { fact_key: section.factKey }),
  ...(interview && { interview }),
})

/** Makes JSON of the same content the same text, whatever order its keys were written in. */
const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
