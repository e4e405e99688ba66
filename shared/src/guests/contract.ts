import { oc } from '@orpc/contract'
import { z } from 'zod'
import { PersonName } from '../accounts/contract.ts'
import { DocumentDetail } from '../documents/contract.ts'
import { InterviewQuestion, InterviewSessionDetail, MissingAnswer } from '../interviews/contract.ts'
import { Person } from '../person.ts'
import { Answer, ReadinessProjectDetail } from '../readiness/contract.ts'
import { SentId } from '../sentId.ts'

/** No link is open for longer, in hours. */
export const longestGuestLink = 14 * 24

/** Signs that turn the direction of writing would let a name hide that it is a guest's. */
const GuestName = PersonName.regex(/^[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, 'Use letters, digits and signs only')

export const GuestLink = z.object({
  id: z.uuid(),
  label: z.string(),
  has_passcode: z.boolean(),
  expires_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
  /** neither ended nor taken back */
  is_open: z.boolean(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  /** who came by it, in their order */
  guests: z.array(z.object({ id: z.uuid(), name: z.string(), joined_at: z.iso.datetime() })),
  /** how often somebody was refused for a wrong passcode */
  refused: z.number().int(),
})
export type GuestLink = z.infer<typeof GuestLink>

/** What a guest reads whole, said before they come in and to whoever makes a link. */
const Opens = z.object({
  documents: z.array(z.object({ id: z.uuid(), document_name: z.string() })),
  checklists: z.array(z.object({ id: z.uuid(), project_name: z.string() })),
})
export type GuestOpens = z.infer<typeof Opens>

/** A session as a link announces it to somebody who is not in yet. */
export const GuestInvitation = Opens.extend({
  organization_name: z.string(),
  customer_name: z.string(),
  session_name: z.string(),
  expires_at: z.iso.datetime(),
})
export type GuestInvitation = z.infer<typeof GuestInvitation>

/** Who a guest is, and where. */
export const GuestMe = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), color: z.number().int() }),
  organization: z.object({ id: z.uuid(), name: z.string() }),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  session_id: z.uuid(),
  link_id: z.uuid(),
  expires_at: z.iso.datetime(),
})
export type GuestMe = z.infer<typeof GuestMe>

/** The form of a guest's upload without its file: what it is for is said by the address. */
export const GuestUploadForm = z.object({ id: SentId.optional() })

/** Streamed, as the upload of people with an account is. */
export const guestUploadContract = oc
  .route({
    method: 'POST',
    path: '/guest/documents/{document_id}/sections/{section_id}/evidence',
    successStatus: 201,
    summary: 'Give a file as evidence for a question of the guest’s session, as multipart/form-data; up to 50 MB',
    tags: ['guests'],
  })
  .input(z.object({ document_id: z.uuid(), section_id: z.string().max(120), ...GuestUploadForm.shape, file: z.file() }))
  .output(z.object({ file_name: z.string() }))

const one = z.object({ session_id: z.uuid() })
const path = '/interview-sessions/{session_id}/guest-links'
const token = z.string().min(1).max(200)
const Passcode = z.string().max(100)
const tags = ['guests']

export const guestsContract = {
  list: oc
    .route({ method: 'GET', path, summary: 'Guest links of a session, newest first, with who came by them and what they open', tags })
    .input(one)
    .output(Opens.extend({ data: z.array(GuestLink) })),
  create: oc
    .route({ method: 'POST', path, successStatus: 201, summary: 'Make a guest link; its secret is answered once and not kept', tags })
    .input(
      one.extend({
        label: z.string().trim().min(1).max(200),
        valid_hours: z.number().int().min(1).max(longestGuestLink).default(24),
        passcode: Passcode.min(6).optional(),
      }),
    )
    .output(z.object({ link: GuestLink, token: z.string() })),
  revoke: oc
    .route({
      method: 'DELETE',
      path: `${path}/{link_id}`,
      successStatus: 204,
      summary: 'Take a link back; its guests are out at once',
      tags,
    })
    .input(one.extend({ link_id: z.uuid() })),
  look: oc
    .route({
      method: 'POST',
      path: '/guest/links/{token}',
      summary:
        'What a link leads to, without an account; null where it wants a passcode first. `guest`: who came by it in this browser already',
      tags,
    })
    .input(z.object({ token }))
    .output(z.object({ invitation: GuestInvitation.nullable(), guest: GuestMe.nullable() })),
  join: oc
    .route({
      method: 'POST',
      path: '/guest/links/{token}/join',
      successStatus: 201,
      summary: 'Come in under a name; sets a cookie that is good for `/guest` and nothing else',
      tags,
    })
    .input(z.object({ token, name: GuestName, passcode: Passcode.optional() }))
    .output(GuestMe),
  session: oc
    .route({ method: 'GET', path: '/guest/session', summary: 'The guest’s session and its questions, with how far each is', tags })
    .output(z.object({ session: InterviewSessionDetail, questions: z.array(InterviewQuestion), missing: z.array(MissingAnswer) })),
  document: oc
    .route({ method: 'GET', path: '/guest/documents/{document_id}', summary: 'A document of the guest’s session, whole', tags })
    .input(z.object({ document_id: z.uuid() }))
    .output(DocumentDetail),
  checklist: oc
    .route({
      method: 'GET',
      path: '/guest/readiness-projects/{project_id}',
      summary: 'The checklist of the guest’s session, with its rows',
      tags,
    })
    .input(z.object({ project_id: z.uuid() }))
    .output(
      z.object({
        project: ReadinessProjectDetail,
        rows: z.array(Answer),
        domains: z.array(z.object({ code: z.string(), title: z.string() })),
      }),
    ),
  people: oc
    .route({ method: 'GET', path: '/guest/people', summary: 'Who is named in the tables of the guest’s documents, and nobody else', tags })
    .output(z.object({ data: z.array(Person) })),
  leave: oc.route({
    method: 'POST',
    path: '/guest/leave',
    successStatus: 204,
    summary: 'Leave for good; the cookie is worth nothing any more',
    tags,
  }),
}
