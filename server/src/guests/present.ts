import { guestName } from '@certloom/shared/guests/guestName'
import type { PresentGuest } from '../auth/guests.ts'
import { presentDocumentDetail } from '../documents/present.ts'
import type { WholeDocument } from '../documents/service.ts'
import { presentPerson } from '../members/names.ts'
import { presentAnswer, presentProjectDetail } from '../readiness/present.ts'
import type { Invitation } from './joinLink.ts'
import type { Opens } from './reach.ts'
import type { GuestLinkList, LinkWithGuests } from './service.ts'
import type { VisitedChecklist } from './visit.ts'

/** A link as those see it who may make some. */
export const presentGuestLink = (link: LinkWithGuests, { names, refused }: Omit<GuestLinkList, 'links'>) => ({
  id: link.id,
  label: link.label,
  has_passcode: link.passcodeHash !== null,
  expires_at: link.expiresAt.toISOString(),
  revoked_at: link.revokedAt?.toISOString() ?? null,
  is_open: link.revokedAt === null && link.expiresAt > new Date(),
  created_at: link.createdAt.toISOString(),
  created_by: presentPerson(link.createdById, names).name,
  guests: link.guests.map(({ id, name, joinedAt }) => ({ id, name: guestName(name), joined_at: joinedAt.toISOString() })),
  refused: refused.get(link.id) ?? 0,
})

export const presentOpens = ({ documents, checklists }: Opens) => ({
  documents: documents.map(({ id, name }) => ({ id, document_name: name })),
  checklists: checklists.map(({ id, name }) => ({ id, project_name: name })),
})

export const presentInvitation = ({ link, organizationName, customerName, sessionName, opens }: Invitation) => ({
  organization_name: organizationName,
  customer_name: customerName,
  session_name: sessionName,
  expires_at: link.expires_at.toISOString(),
  ...presentOpens(opens),
})

/** Who a guest is, and where. */
export const presentGuest = (
  { person, actor, endsAt }: PresentGuest,
  { organizationName, customerName }: { organizationName: string; customerName: string },
) => ({
  user: { id: person.id, name: person.name, color: person.color },
  organization: { id: actor.organizationId, name: organizationName },
  customer: { id: actor.customerId, name: customerName },
  session_id: actor.sessionId,
  link_id: actor.linkId,
  expires_at: endsAt.toISOString(),
})

/**
 * A document as a guest reads it: all of what it says, nothing of who is to do it by when, and of who wrote it only where that is the guest. Who
 * locked a section is said, as the live document says it.
 */
export function presentVisited(document: WholeDocument, guest: PresentGuest) {
  const { content, ...detail } = presentDocumentDetail(document)
  return {
    ...detail,
    assigned_to: null,
    assignee: null,
    due_date: null,
    pinned_version_hash: null,
    content: {
      ...content,
      fillable_sections: content.fillable_sections.map((section) => ({ ...section, filled_by: ownOf(guest, section.filled_by) })),
    },
  }
}

/** A checklist as a guest reads it, row by row: with the owners that stand in it, and who changed a row only where that is the guest. */
export const presentVisitedChecklist = ({ project, titles, list }: VisitedChecklist, guest: PresentGuest) => ({
  project: presentProjectDetail(project),
  rows: list.answers.map((answer) => {
    const row = presentAnswer(answer, list)
    return { ...row, updated_by: ownOf(guest, row.updated_by) }
  }),
  domains: [...titles].map(([code, title]) => ({ code, title })),
})

const ownOf = <P extends { id: string }>({ person }: PresentGuest, somebody: P | null): P | null =>
  somebody?.id === person.id ? somebody : null
