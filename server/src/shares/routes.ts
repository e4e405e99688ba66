import { AppError } from '@certloom/shared/errors'
import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { open, protectedBySession } from '../http/procedures.ts'
import { openShare } from './openShare.ts'
import { presentAccess, presentShared, presentShareLink } from './present.ts'
import { createShareLink, listAccesses, listShareLinks, revokeShareLink } from './service.ts'

const IdCursor = z.tuple([z.uuid()])
const shares = protectedBySession.shares

export const shareRoutes = {
  list: shares.list.handler(async ({ context, input }) => {
    const { links, ...words } = await listShareLinks(context, input.project_id)
    return { data: links.map((link) => presentShareLink(link, words)) }
  }),
  create: shares.create.handler(async ({ context, input: { project_id, label, scope, valid_days, passcode } }) => {
    const { links, token, ...words } = await createShareLink(context, project_id, { label, scope, validDays: valid_days, passcode })
    const [link] = links
    if (!link) throw new AppError('internal')
    return { link: presentShareLink(link, words), token }
  }),
  revoke: shares.revoke.handler(({ context, input }) => revokeShareLink(context, input.project_id, input.link_id)),
  accesses: shares.accesses.handler(async ({ context, input: { project_id, link_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, IdCursor) ?? []
    return toPage(await listAccesses(context, project_id, link_id, { limit, after }), limit, (row) => keyset(row.id), presentAccess)
  }),
  open: open.shares.open.handler(async ({ context, input: { token, passcode } }) => {
    const shared = await openShare(context, token, passcode)
    return { checklist: shared && presentShared(shared) }
  }),
}
