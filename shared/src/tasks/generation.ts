import type { FillableSection } from '../templates/contract.ts'
import type { taskPriorities, taskTypes } from './contract.ts'

/** What a section gives people to do. */
export type SectionTask = {
  sectionId: string
  type: (typeof taskTypes)[number]
  title: string
  description: string
  priority: (typeof taskPriorities)[number]
  requiresEvidence: boolean
  evidenceDescription: string | null
  evidenceFormat: string | null
}

/** The tasks a document begins with: to fill each mandatory section, and to give what evidence a section asks for that is not mandatory. */
export const tasksOfSections = (sections: readonly FillableSection[]): SectionTask[] =>
  sections.flatMap((section) => (section.is_mandatory ? [toFill(section)] : section.requires_evidence ? [toProve(section)] : []))

const evidenceOf = ({ requires_evidence, evidence_description, evidence_format }: FillableSection) => ({
  requiresEvidence: requires_evidence,
  evidenceDescription: evidence_description,
  evidenceFormat: evidence_format,
})

const toFill = (section: FillableSection): SectionTask => ({
  sectionId: section.id,
  type: 'fillable_section',
  title: `Complete: ${section.title}`,
  description: section.placeholder || `Fill in the ${section.type} section`,
  priority: 'high',
  ...evidenceOf(section),
})

const toProve = (section: FillableSection): SectionTask => ({
  sectionId: section.id,
  type: 'evidence_required',
  title: `Provide evidence: ${section.title}`,
  description: section.evidence_description ?? 'Upload the evidence this section asks for',
  priority: 'medium',
  ...evidenceOf(section),
})
