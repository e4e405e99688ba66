import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ComparedSection } from '../comparison/contract.ts'
import { Day } from '../day.ts'
import { evidencePolicies } from '../evidence/policy.ts'
import { FactChange, FactTexts } from '../facts/texts.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { FillableSection, FixedSection } from '../templates/contract.ts'
import { NewSections } from './content.ts'
import { documentStatuses } from './statuses.ts'

export const DocumentStatus = z.enum(documentStatuses)
export type DocumentStatus = z.infer<typeof DocumentStatus>

/** What people see of a section's progress (PRODUCT decision 10). */
export const sectionStates = ['not_started', 'in_progress', 'done', 'needs_work'] as const
export const SectionState = z.enum(sectionStates)

/** Tiptap JSON of a text section. */
export type RichText = {
  type: string
  content?: RichText[]
  text?: string
  attrs?: Record<string, unknown>
  marks?: { type: string; attrs?: Record<string, unknown> }[]
}
export const RichText: z.ZodType<RichText> = z.lazy(() =>
  z.object({
    type: z.string(),
    content: z.array(RichText).optional(),
    text: z.string().optional(),
    attrs: z.record(z.string(), z.unknown()).optional(),
    marks: z.array(z.object({ type: z.string(), attrs: z.record(z.string(), z.unknown()).optional() })).optional(),
  }),
) as z.ZodType<RichText>

export const DocumentSummary = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  plan_id: z.uuid(),
  plan_name: z.string(),
  template_id: z.uuid(),
  document_name: z.string(),
  document_type: z.string(),
  iso_code: z.string(),
  status: DocumentStatus,
  document_version: z.number().int(),
  revision: z.number().int(),
  completion_percentage: z.number().int(),
  mandatory_sections_total: z.number().int(),
  mandatory_sections_completed: z.number().int(),
  /** the id of the person responsible for it; `assignee` names them */
  assigned_to: z.uuid().nullable(),
  assignee: Person.nullable(),
  due_date: z.iso.date().nullable(),
  updated_at: z.iso.datetime(),
})
export type DocumentSummary = z.infer<typeof DocumentSummary>

/** A fillable section with what is in it as of the last stored revision. `content` is null while it is empty. */
export const FilledSection = FillableSection.extend({
  state: SectionState,
  content: z.unknown().nullable(),
  text: z.string(),
  filled_at: z.iso.datetime().nullable(),
  filled_by: Person.nullable(),
  /** who locked it, and when; null while it is open */
  lock: z.object({ by: Person, at: z.iso.datetime() }).nullable(),
})
export type FilledSection = z.infer<typeof FilledSection>

export const DocumentDetail = DocumentSummary.extend({
  template_version: z.number().int(),
  clause_refs: z.array(z.string()),
  room: z.string(),
  /** what the organization takes as evidence */
  evidence_policy: z.enum(evidencePolicies),
  /** the hash of the version under review, which `approve` names; null while there is none */
  pinned_version_hash: z.string().nullable(),
  /** the facts that its template shows, as stored last, and the room they are live in; null if it shows none */
  facts: z.object({ room: z.string(), texts: FactTexts }).nullable(),
  content: z.object({ fixed_sections: z.array(FixedSection), fillable_sections: z.array(FilledSection) }),
})
export type DocumentDetail = z.infer<typeof DocumentDetail>

/** Somebody who wrote in a section, and when they last did. */
export const SectionContributor = Person.extend({ last_edited_at: z.iso.datetime() })
export type SectionContributor = z.infer<typeof SectionContributor>

export const SectionContributors = z.object({
  section: z.object({ id: z.string(), title: z.string() }),
  /** whoever wrote last comes first */
  contributors: z.array(SectionContributor),
})
export type SectionContributors = z.infer<typeof SectionContributors>

export const versionKinds = ['created', 'autosave', 'named', 'submitted', 'approved', 'withdrawn', 'restored'] as const

export const DocumentVersion = z.object({
  id: z.uuid(),
  revision: z.number().int(),
  document_version: z.number().int(),
  kind: z.enum(versionKinds),
  label: z.string().nullable(),
  /** who made it on purpose; null for what saved itself */
  created_by: Person.nullable(),
  /** whose edits came in since the revision before it */
  contributors: z.array(Person),
  changed_sections: z.array(z.object({ id: z.string(), title: z.string() })),
  content_hash: z.string(),
  created_at: z.iso.datetime(),
})
export type DocumentVersion = z.infer<typeof DocumentVersion>

/** A fillable section as a revision left it, and who had written in it by then. `content` is null while it was empty. */
export const VersionSection = FillableSection.extend({ content: z.unknown().nullable(), contributors: z.array(SectionContributor) })
export type VersionSection = z.infer<typeof VersionSection>

export const VersionDetail = DocumentVersion.extend({
  /** what the facts said that it showed; null if it showed none */
  facts: FactTexts.nullable(),
  content: z.object({ fixed_sections: z.array(FixedSection), fillable_sections: z.array(VersionSection) }),
})
export type VersionDetail = z.infer<typeof VersionDetail>

/** Two revisions side by side. `is_draft`: the newer side is what was stored last. */
export const Comparison = z.object({
  from: DocumentVersion,
  to: DocumentVersion,
  is_draft: z.boolean(),
  /** facts that both show, and that say something else */
  facts: z.array(FactChange),
  sections: z.array(ComparedSection),
})
export type Comparison = z.infer<typeof Comparison>

/**
 * What a restore did. `version` is its revision, or the newest one if all was as asked for already; `previous_revision` is what the document said
 * before: restoring the same sections of that takes this back.
 */
export const Restored = z.object({
  version: DocumentVersion,
  previous_revision: z.number().int(),
  restored_sections: z.array(z.object({ id: z.string(), title: z.string() })),
})
export type Restored = z.infer<typeof Restored>

/** `position`: the order their plans gave them; `due_date`: the earliest first, those without one last; `updated`: the last changed first. */
export const documentSorts = ['position', 'due_date', 'updated'] as const

/** One value, or several given again and again: `status=approved&status=rejected`. */
const Statuses = z.union([z.array(DocumentStatus).min(1).max(6), DocumentStatus.transform((status) => [status])])

export const DocumentFilter = z.object({
  customer_id: z.uuid().optional(),
  plan_id: z.uuid().optional(),
  status: Statuses.optional(),
  /** a person's id, `me`, or `nobody` */
  assigned_to: z.union([z.uuid(), z.literal('me'), z.literal('nobody')]).optional(),
  /** `older`: those whose approved version shows facts otherwise than they are said now */
  facts: z.literal('older').optional(),
  /** words of the name */
  q: z.string().trim().min(1).max(200).optional(),
  /** `position` within a customer or plan, else as they were made */
  sort: z.enum(documentSorts).default('position'),
})

/** How far a document is, with everything counted that was typed up to then. */
const DocumentProgress = DocumentSummary.pick({
  id: true,
  revision: true,
  completion_percentage: true,
  mandatory_sections_total: true,
  mandatory_sections_completed: true,
})

const one = z.object({ document_id: z.uuid() })

/** What can be changed of a document besides its content. */
const Details = z.object({
  document_name: z.string().trim().min(1).max(500),
  assigned_to: z.uuid().nullable(),
  due_date: Day.nullable(),
})
const SectionId = z.string().max(120)
const oneSection = one.extend({ section_id: SectionId })
const Revision = z.coerce.number().int().min(0).max(2_147_483_647)

export const documentsContract = {
  list: oc
    .route({ method: 'GET', path: '/customer-documents', summary: 'Documents, filtered and sorted', tags: ['documents'] })
    .input(pageQuery.extend(DocumentFilter.shape))
    .output(pageOf(DocumentSummary)),
  get: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}',
      summary: 'One document with its content; the ETag is the revision',
      tags: ['documents'],
    })
    .input(one)
    .output(DocumentDetail),
  update: oc
    .route({
      method: 'PUT',
      path: '/customer-documents/{document_id}',
      summary:
        'Content, name, person responsible and due date; what is left out stays. Content takes the `ETag` that was read as `If-Match`: 428 without, 412 if it is stale. Name, person and date are changed with `expected` only if they are what is said there. A `status` is reached by the rules of the review or not at all',
      tags: ['documents'],
    })
    .input(
      one.extend({
        ...Details.partial().shape,
        expected: Details.partial()
          .optional()
          .describe('what name, person and date are that it is to replace: with others there, nothing is changed (409)'),
        content: NewSections.optional(),
        status: DocumentStatus.optional(),
        /** which version is decided about: `approved` needs it, the other decisions are checked against it */
        version_hash: z.string().max(200).optional(),
        /** what whoever decides says with `status` */
        notes: z.string().trim().max(4000).optional(),
      }),
    )
    .output(DocumentDetail),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/customer-documents/{document_id}',
      successStatus: 204,
      summary: 'Take a document nobody wrote into out of its plan; selecting its template again brings it back',
      tags: ['documents'],
    })
    .input(one),
  calculateProgress: oc
    .route({
      method: 'POST',
      path: '/customer-documents/{document_id}/calculate-progress',
      summary: 'Store what was typed up to now, and answer how far the document is with it',
      tags: ['documents'],
    })
    .input(one)
    .output(DocumentProgress),
  markSection: oc
    .route({
      method: 'PUT',
      path: '/customer-documents/{document_id}/sections/{section_id}/needs-work',
      successStatus: 204,
      summary: 'Mark a section as needing work, which takes it out of the count, or take the mark away',
      tags: ['documents'],
    })
    .input(oneSection.extend({ needs_work: z.boolean() })),
  lockSection: oc
    .route({
      method: 'PUT',
      path: '/customer-documents/{document_id}/sections/{section_id}/lock',
      successStatus: 204,
      summary: 'Lock a section, or open it again; takes effect on open documents at once',
      tags: ['documents'],
    })
    .input(oneSection.extend({ locked: z.boolean() })),
  history: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}/history',
      summary: 'Revisions, newest first, filtered by person, section and kind',
      tags: ['documents'],
    })
    .input(
      pageQuery.extend({
        document_id: z.uuid(),
        /** revisions this person contributed to or made on purpose */
        person_id: z.uuid().optional(),
        /** revisions that changed this section */
        section_id: z.string().max(120).optional(),
        kind: z.enum(versionKinds).optional(),
      }),
    )
    .output(pageOf(DocumentVersion)),
  version: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}/versions/{revision}',
      summary: 'What every section said as of a revision, checked against its hash',
      tags: ['documents'],
    })
    .input(one.extend({ revision: Revision }))
    .output(VersionDetail),
  nameVersion: oc
    .route({
      method: 'POST',
      path: '/customer-documents/{document_id}/versions',
      successStatus: 201,
      summary: 'Store the document as it is now and give this version a name, for good',
      tags: ['documents'],
    })
    .input(one.extend({ label: z.string().trim().min(1).max(120) }))
    .output(DocumentVersion),
  compare: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}/compare',
      summary: 'What changed between two revisions, by section, word, row and cell; without `to`, between one and the draft as stored last',
      tags: ['documents'],
    })
    .input(one.extend({ from: Revision, to: Revision.optional() }))
    .output(Comparison),
  restore: oc
    .route({
      method: 'POST',
      path: '/customer-documents/{document_id}/versions/{revision}/restore',
      summary:
        'Let the document, or some of its sections, say again what it said as of a revision: an edit like any other, that others go on writing in',
      tags: ['documents'],
    })
    .input(one.extend({ revision: Revision, section_id: SectionId.optional(), section_ids: z.array(SectionId).min(1).max(500).optional() }))
    .output(Restored),
  contributors: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}/contributors',
      summary: 'Who wrote in each section, now or as of a revision',
      tags: ['documents'],
    })
    .input(one.extend({ revision: Revision.optional() }))
    .output(z.object({ data: z.array(SectionContributors) })),
  internalNotes: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}/internal-notes',
      summary: 'The room in which staff note among themselves what they think of a document; a customer’s people are told there is none',
      tags: ['documents'],
    })
    .input(one)
    .output(z.object({ room: z.string() })),
}
