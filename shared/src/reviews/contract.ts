import { oc } from '@orpc/contract'
import { z } from 'zod'
import { DocumentDetail, DocumentStatus } from '../documents/contract.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { missingReasons } from './missing.ts'

export const reviewStatuses = ['open', 'approved', 'changes_requested', 'rejected', 'superseded'] as const

const SectionName = z.object({ id: z.string(), title: z.string() })

/** A section that keeps a document from being reviewed, and why. */
export const Missing = z.object({ section_id: z.string(), title: z.string(), reason: z.enum(missingReasons) })
export type Missing = z.infer<typeof Missing>

/** A line of a checklist. `is_met` was found out at submission and is null where people judge; `sections` are those that speak against it. */
export const ReviewCheck = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  label: z.string(),
  is_met: z.boolean().nullable(),
  sections: z.array(SectionName),
  /** who added it; null for those every checklist begins with */
  created_by: Person.nullable(),
  ticked_by: z.array(Person),
})
export type ReviewCheck = z.infer<typeof ReviewCheck>

/** One submission of a document and what was decided about it. */
export const Review = z.object({
  id: z.uuid(),
  document_id: z.uuid(),
  document_name: z.string(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  status: z.enum(reviewStatuses),
  document_version: z.number().int(),
  /** the pinned revision, and its hash: `approve` names it */
  revision: z.number().int(),
  version_hash: z.string(),
  note: z.string(),
  /** who was asked to read it; anybody with the right may decide */
  reviewers: z.array(Person),
  submitted_by: Person,
  submitted_at: z.iso.datetime(),
  decided_by: Person.nullable(),
  decided_at: z.iso.datetime().nullable(),
  notes: z.string().nullable(),
  /** the approved version that came of it */
  approved_revision: z.number().int().nullable(),
  withdrawn: z.object({ by: Person, at: z.iso.datetime(), reason: z.string() }).nullable(),
})
export type Review = z.infer<typeof Review>

/** The last approved version whose approval stands. */
export const Approval = z.object({
  document_version: z.number().int(),
  revision: z.number().int(),
  version_hash: z.string(),
  approved_by: Person.nullable(),
  approved_at: z.iso.datetime(),
})
export type Approval = z.infer<typeof Approval>

/** Where a document stands in its review. */
export const ReviewState = z.object({
  document_id: z.uuid(),
  status: DocumentStatus,
  /** what keeps it from being submitted as it was saved last */
  missing: z.array(Missing),
  /** the last submission with its checklist, and what the draft says differently since */
  review: Review.extend({ checks: z.array(ReviewCheck), changed_since: z.array(SectionName) }).nullable(),
  approval: Approval.nullable(),
  /** why the reader may not decide about it, though their role could; null if they may, or if there is nothing to decide */
  decision_refusal: z.string().nullable(),
  /** whom the reader can ask to read it when they submit it */
  possible_reviewers: z.array(Person),
})
export type ReviewState = z.infer<typeof ReviewState>

const one = z.object({ document_id: z.uuid() })
const notes = z.string().trim().max(4000)
const neededNotes = notes.min(1)
const versionHash = z.string().max(200)
const check = z.object({ review_id: z.uuid(), check_id: z.uuid() })
const act = (path: string, summary: string) =>
  oc.route({ method: 'POST', path: `/customer-documents/{document_id}/${path}`, summary, tags: ['reviews'] })

export const reviewsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/reviews',
      summary: 'Submissions, newest first; `waiting` are those the reader may decide about and nobody else was asked to',
      tags: ['reviews'],
    })
    .input(
      pageQuery.extend({
        state: z.enum(['waiting', 'open', 'decided', 'all']).default('all'),
        customer_id: z.uuid().optional(),
        document_id: z.uuid().optional(),
      }),
    )
    .output(pageOf(Review)),
  countWaiting: oc
    .route({
      method: 'GET',
      path: '/reviews/waiting-count',
      summary: 'How many reviews wait for the reader, at most 100',
      tags: ['reviews'],
    })
    .output(z.object({ count: z.number().int() })),
  state: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}/review',
      summary: 'Where a document stands in its review: what is missing, the last submission with its checklist, the approval that stands',
      tags: ['reviews'],
    })
    .input(one)
    .output(ReviewState),
  submit: act(
    'submit-review',
    'Submit a document for review as it is now, which pins a version. 409 `incomplete` names in `data.missing` what is missing',
  )
    .input(one.extend({ reviewer_ids: z.array(z.uuid()).max(20).default([]), note: notes.default('') }))
    .output(DocumentDetail),
  approve: act('approve', 'Approve the pinned version, named by its hash; any other is a conflict')
    .input(one.extend({ version_hash: versionHash, notes: notes.optional() }))
    .output(DocumentDetail),
  requestChanges: act('request-changes', 'Ask for changes, with notes on what to change; if a hash is named, of that pinned version only')
    .input(one.extend({ version_hash: versionHash.optional(), notes: neededNotes }))
    .output(DocumentDetail),
  reject: act('reject', 'Reject a document, with notes on why; if a hash is named, that pinned version only')
    .input(one.extend({ version_hash: versionHash.optional(), notes: neededNotes }))
    .output(DocumentDetail),
  reopen: act('reopen', 'Work on a rejected document again').input(one).output(DocumentDetail),
  withdraw: act('withdraw-approval', 'Take back the approval that stands, named by its hash, with the reason; the version stays readable')
    .input(
      one.extend({
        version_hash: versionHash,
        /** the approved revision, which tells apart two approvals of the same words */
        revision: z.number().int().optional(),
        reason: neededNotes,
      }),
    )
    .output(DocumentDetail),
  visit: act('review/visits', 'Note that the reader looks at the submission, and answer which sections changed since they last did')
    .input(one)
    .output(z.object({ since: z.object({ at: z.iso.datetime(), revision: z.number().int(), sections: z.array(SectionName) }).nullable() })),
  addCheck: oc
    .route({
      method: 'POST',
      path: '/reviews/{review_id}/checks',
      successStatus: 201,
      summary: 'Add a line to the checklist of an open review',
      tags: ['reviews'],
    })
    .input(z.object({ review_id: z.uuid(), label: z.string().trim().min(1).max(300) }))
    .output(z.object({ id: z.uuid() })),
  tick: oc
    .route({
      method: 'PUT',
      path: '/reviews/{review_id}/checks/{check_id}/tick',
      successStatus: 204,
      summary: 'Say that a line is so, or take that back; each reviewer ticks for themselves',
      tags: ['reviews'],
    })
    .input(check.extend({ ticked: z.boolean() })),
}
