import { oc } from '@orpc/contract'
import { z } from 'zod'
import { validities } from '../evidence/validity.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Score } from '../readiness/contract.ts'
import { answerStatuses } from '../readiness/status.ts'

/** What a link shows: rows with justification, evidence and history, or the score alone. */
export const shareScopes = ['audit', 'summary'] as const

export const ShareLink = z.object({
  id: z.uuid(),
  label: z.string(),
  scope: z.enum(shareScopes),
  has_passcode: z.boolean(),
  expires_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
  is_open: z.boolean(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  opened: z.number().int(),
  last_opened_at: z.iso.datetime().nullable(),
})
export type ShareLink = z.infer<typeof ShareLink>

/** Somebody used a link, or failed at its passcode. */
export const ShareAccess = z.object({
  id: z.uuid(),
  outcome: z.enum(['opened', 'refused']),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  created_at: z.iso.datetime(),
})

/** A piece of evidence as it is shown to somebody without an account: a link with its address, a file with the sum it is known again by. */
const SharedEvidence = z.object({
  kind: z.enum(['file', 'link']),
  title: z.string(),
  /** null for a file: a link shows rows, it hands nothing out */
  url: z.string().nullable(),
  sha256: z.string().nullable(),
  given_on: z.iso.date(),
  valid_until: z.iso.date().nullable(),
  validity: z.enum(validities),
  is_accepted: z.boolean(),
})
export type SharedEvidence = z.infer<typeof SharedEvidence>

/** What changed in a row and when: statuses with what they were (null while unanswered), of words and evidence only that they changed. */
const SharedChange = z.object({
  field: z.enum(['status', 'justification', 'evidence']),
  before: z.enum(answerStatuses).nullable(),
  after: z.enum(answerStatuses).nullable(),
  at: z.iso.datetime(),
})
export type SharedChange = z.infer<typeof SharedChange>

/** A row as it is shown to somebody without an account: nothing that is internal, no ids, no people. */
const SharedRow = z.object({
  code: z.string(),
  title: z.string(),
  domain: z.string(),
  status: z.enum(answerStatuses).nullable(),
  justification: z.string(),
  evidence_url: z.string().nullable(),
  evidence: SharedEvidence.nullable(),
  /** newest first, the last ones of all that there were */
  history: z.array(SharedChange),
  changes: z.number().int(),
})
export type SharedRow = z.infer<typeof SharedRow>

/** A checklist as a link shows it; `rows` is null where the link is for the score alone. */
export const SharedChecklist = z.object({
  organization_name: z.string(),
  customer_name: z.string(),
  project_name: z.string(),
  iso_standard_name: z.string(),
  expires_at: z.iso.datetime(),
  as_of: z.iso.datetime(),
  score: Score,
  rows: z.array(SharedRow).nullable(),
})
export type SharedChecklist = z.infer<typeof SharedChecklist>

const one = z.object({ project_id: z.uuid() })
const link = one.extend({ link_id: z.uuid() })
const path = '/readiness-projects/{project_id}/share-links'
const tags = ['share links']

export const sharesContract = {
  list: oc
    .route({ method: 'GET', path, summary: 'Links to a checklist, newest first, with how often they were used', tags })
    .input(one)
    .output(z.object({ data: z.array(ShareLink) })),
  create: oc
    .route({ method: 'POST', path, successStatus: 201, summary: 'Make a link; its secret is answered once and not kept', tags })
    .input(
      one.extend({
        label: z.string().trim().min(1).max(200),
        scope: z.enum(shareScopes).default('audit'),
        valid_days: z.number().int().min(1).max(365).default(30),
        passcode: z.string().min(6).max(100).optional(),
      }),
    )
    .output(z.object({ link: ShareLink, token: z.string() })),
  revoke: oc
    .route({ method: 'DELETE', path: `${path}/{link_id}`, successStatus: 204, summary: 'Take a link back at once', tags })
    .input(link),
  accesses: oc
    .route({ method: 'GET', path: `${path}/{link_id}/accesses`, summary: 'When and from where a link was used, newest first', tags })
    .input(pageQuery.extend(link.shape))
    .output(pageOf(ShareAccess)),
  open: oc
    .route({
      method: 'POST',
      path: '/share/{token}',
      summary:
        'What a link shows, without an account; null where it wants a passcode first. Links that are none, ended or taken back answer alike',
      tags,
    })
    .input(z.object({ token: z.string().min(1).max(200), passcode: z.string().max(100).optional() }))
    .output(z.object({ checklist: SharedChecklist.nullable() })),
}
