import type { AnswerStatus } from '../readiness/status.ts'
import { type ChecklistRow, readStatus } from './checklistDoc.ts'

/** What one person last chose for a row, while others may see it otherwise. */
export type StatusClaim = { userId: string; status: AnswerStatus; at: string }

/** Whoever chooses another status within this time of somebody else's choice disagrees with it; later, it is a new status. In milliseconds. */
const disputeTime = 60_000

const prefix = 'claim:'

/** The key under which a person's claim stands in a row. */
export const claimKey = (userId: string): string => prefix + userId

/** Whose claim a key holds; null for keys that hold none. */
export const claimantOf = (key: string): string | null => (key.startsWith(prefix) ? key.slice(prefix.length) : null)

/**
 * Chooses a status. It shows at once; what others chose less than a minute ago stays beside it, and so does what they choose without having seen it:
 * then both are shown until one is confirmed. To be called within a transaction.
 */
export function chooseStatus(row: ChecklistRow, status: AnswerStatus, { userId, now }: { userId: string; now: Date }): void {
  dropOldClaims(row, { userId, now })
  claim(row, status, { userId, now })
}

/** Removes what others claimed longer ago than a new choice disagrees with. To be called within a transaction. */
export function dropOldClaims(row: ChecklistRow, { userId, now }: { userId: string; now: Date }): void {
  for (const claim of claimsOf(row)) {
    const isOld = now.getTime() - Date.parse(claim.at) >= disputeTime
    if (claim.userId !== userId && isOld) row.delete(claimKey(claim.userId))
  }
}

/** Removes what others claim. To be called within a transaction. */
export function dropOthersClaims(row: ChecklistRow, userId: string): void {
  for (const { userId: other } of claimsOf(row)) if (other !== userId) row.delete(claimKey(other))
}

/** Settles a row on one status, whatever was claimed. To be called within a transaction. */
export function confirmStatus(row: ChecklistRow, status: AnswerStatus, { userId, now }: { userId: string; now: Date }): void {
  dropOthersClaims(row, userId)
  claim(row, status, { userId, now })
}

/** Takes back what was chosen, whoever chose: nobody has answered the row then. To be called within a transaction. */
export function clearStatus(row: ChecklistRow): void {
  for (const { userId } of claimsOf(row)) row.delete(claimKey(userId))
  row.delete('status')
}

/**
 * Takes one's own choice back. The row says again what it said before, unless somebody else has chosen meanwhile, or says the same.
 * To be called within a transaction.
 */
export function takeBackStatus(row: ChecklistRow, own: { userId: string; status: AnswerStatus; before: AnswerStatus | null }): void {
  row.delete(claimKey(own.userId))
  if (row.get('status') !== own.status || claimsOf(row).some(({ status }) => status === own.status)) return
  if (own.before === null) row.delete('status')
  else row.set('status', own.before)
}

/** Also a status that is there already is written: it is then this person's too, and stays when whoever chose it before takes theirs back. */
function claim(row: ChecklistRow, status: AnswerStatus, { userId, now }: { userId: string; now: Date }): void {
  row.set(claimKey(userId), { status, at: now.toISOString() })
  row.set('status', status)
}

/** What people claim of a row while they disagree, earliest first; nothing once they agree. */
export function openClaims(row: ChecklistRow): StatusClaim[] {
  const claims = claimsOf(row)
  return new Set(claims.map(({ status }) => status)).size > 1 ? claims : []
}

function claimsOf(row: ChecklistRow): StatusClaim[] {
  const claims: StatusClaim[] = []
  for (const [key, value] of row) {
    const userId = claimantOf(key)
    if (userId === null || typeof value !== 'object' || value === null) continue
    const { status, at } = value as { status?: unknown; at?: unknown }
    const read = readStatus(status)
    if (read !== null && typeof at === 'string' && !Number.isNaN(Date.parse(at))) claims.push({ userId, status: read, at })
  }
  return claims.sort((a, b) => compare(a.at, b.at) || compare(a.userId, b.userId))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
