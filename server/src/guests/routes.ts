import { AppError } from '@certloom/shared/errors'
import { GuestUploadForm, guestUploadContract } from '@certloom/shared/guests/contract'
import { z } from 'zod'
import { open, protectedByGuestLink, protectedBySession } from '../http/procedures.ts'
import { streamedForGuests } from '../http/streamed.ts'
import { readUpload } from '../http/upload.ts'
import { presentQuestions, presentSessionDetail } from '../interviews/present.ts'
import { giveEvidence } from './giveEvidence.ts'
import { joinLink, lookAtLink } from './joinLink.ts'
import { presentGuest, presentGuestLink, presentInvitation, presentOpens, presentVisited, presentVisitedChecklist } from './present.ts'
import { createGuestLink, listGuestLinks, revokeGuestLink } from './service.ts'
import { leave, namedPeople, placeOf, visitChecklist, visitDocument, visitSession } from './visit.ts'

const guests = protectedBySession.guests
const visits = protectedByGuestLink.guests

export const guestRoutes = {
  list: guests.list.handler(async ({ context, input }) => {
    const { links, opens, ...words } = await listGuestLinks(context, input.session_id)
    return { data: links.map((link) => presentGuestLink(link, words)), ...presentOpens(opens) }
  }),
  create: guests.create.handler(async ({ context, input: { session_id, label, valid_hours, passcode } }) => {
    const { links, token, ...words } = await createGuestLink(context, session_id, { label, validHours: valid_hours, passcode })
    const [link] = links
    if (!link) throw new AppError('internal')
    return { link: presentGuestLink(link, words), token }
  }),
  revoke: guests.revoke.handler(({ context, input }) => revokeGuestLink(context, input.session_id, input.link_id)),
  look: open.guests.look.handler(async ({ context, input }) => {
    const { invitation, guest } = await lookAtLink(context, input.token)
    return {
      invitation: invitation && presentInvitation(invitation),
      guest: guest && presentGuest(guest, await placeOf(context, guest)),
    }
  }),
  join: open.guests.join.handler(async ({ context, input: { token, name, passcode } }) => {
    const guest = await joinLink(context, token, { name, passcode })
    return presentGuest(guest, await placeOf(context, guest))
  }),
  session: visits.session.handler(async ({ context }) => {
    const { session, asked } = await visitSession(context)
    const { data, missing } = presentQuestions(asked)
    return { session: presentSessionDetail(session, context.guest), questions: data, missing }
  }),
  document: visits.document.handler(async ({ context, input }) =>
    presentVisited(await visitDocument(context, input.document_id), context.guest),
  ),
  checklist: visits.checklist.handler(async ({ context, input }) =>
    presentVisitedChecklist(await visitChecklist(context, input.project_id), context.guest),
  ),
  people: visits.people.handler(async ({ context }) => ({ data: [...(await namedPeople(context))].map(([id, name]) => ({ id, name })) })),
  leave: visits.leave.handler(({ context }) => leave(context)),
}

const Asked = z.object({ document_id: z.uuid(), section_id: z.string().max(120) })

export const guestUploadRoute = streamedForGuests(guestUploadContract, async (context, request, reply) => {
  const { document_id: documentId, section_id: sectionId } = Asked.parse(request.params)
  const { form, file } = await readUpload(request, GuestUploadForm, context.config.uploadSilence)
  await giveEvidence(context, { documentId, sectionId, id: form.id }, file)
  return reply.code(201).send({ file_name: file.name })
})
