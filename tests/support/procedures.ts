import { contract, streamedContract } from '@certloom/shared/contract'
import { isContractProcedure } from '@orpc/contract'
import type { World } from './world.ts'

/** What a guest may call. */
export const forGuests = [
  'guests.session',
  'guests.document',
  'guests.people',
  'guests.checklist',
  'guests.leave',
  'collab.guestTicket',
  'streamed.guestUpload',
]
/** What anybody may call; everything else is for people who are signed in. */
export const forAnybody = [
  'accounts.signUp',
  'accounts.login',
  'accounts.requestPasswordReset',
  'accounts.resetPassword',
  'members.readInvitation',
  'members.acceptInvitation',
  'collab.schemaVersion',
  'development.info',
  'development.outbox',
  'shares.open',
  'guests.look',
  'guests.join',
]

/** Every procedure of the interface. */
export const procedures = Object.entries({ ...contract, streamed: streamedContract }).flatMap(([noun, own]) =>
  Object.entries(own).flatMap(([name, procedure]) => {
    if (!isContractProcedure(procedure)) return []
    const { method = 'POST', path = '' } = procedure['~orpc'].route
    return [{ name: `${noun}.${name}`, method, path }]
  }),
)

/** Asks for a procedure with these ids in hand; anything else in the body is a guess. */
export async function ask(
  world: Pick<World, 'url'>,
  { method, path }: (typeof procedures)[number],
  ids: Record<string, string>,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const address = path.replaceAll(/\{(\w+)\}/g, (_all, id: string) => ids[id] ?? 'none')
  const body = method === 'GET' ? {} : { body: JSON.stringify({ ...ids, name: 'x', title: 'x', label: 'x', rooms: [], ids: [] }) }
  const all = { 'content-type': 'application/json', origin: world.url, ...headers }
  const answer = await fetch(`${world.url}/api/v1${address}`, { method, ...body, headers: all })
  return { status: answer.status, text: await answer.text() }
}
