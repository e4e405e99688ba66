import { AppError } from '@certloom/shared/errors'
import type { Tx } from '../db/prisma.ts'

/** What somebody wants to say, and whom they name in it. */
export type Words = { body: string; mentions: readonly string[] }

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/**
 * A comment as it is kept: plain text, without characters that show nothing or turn the reading direction of what follows.
 * @throws `invalid_input` if nothing is left
 */
export function cleanWords(body: string): string {
  const clean = body.toWellFormed().replaceAll('\r\n', '\n').replace(unprintable, '').trim()
  if (clean === '') throw new AppError('invalid_input', 'A comment needs at least one word.', { field: 'body' })
  return clean
}

type Place = { organizationId: string; customerId: string; isInternal: boolean }

/** Only people who can see a thread are named in it; throws `invalid_input` otherwise, without saying who exists. */
export async function requireReaders(tx: Tx, { organizationId, customerId, isInternal }: Place, userIds: readonly string[]): Promise<void> {
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select user_id from organization_member where organization_id = ${organizationId}::uuid and deactivated_at is null
      union
      select user_id from customer_member
       where organization_id = ${organizationId}::uuid and customer_id = ${customerId}::uuid and deactivated_at is null and not ${isInternal}) reader
     where user_id = any(${ids}::uuid[])`
  if (row?.count === ids.length) return
  throw new AppError(
    'invalid_input',
    isInternal
      ? 'Internal comments reach staff only: somebody you mention would not see this. Take the name out.'
      : 'Somebody you mention cannot see this document. Take the name out, or give them access first.',
    { field: 'mentions' },
  )
}
