import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import type { ShareScope } from './generated/client.ts'
import type { Db, Tx } from './prisma.ts'

/**
 * The other door: look-ups that come before a tenant is known. Each is one SECURITY DEFINER function of the database that answers by key or
 * hash, so a query written here can never list what it was not asked for.
 */
export type Door = Pick<Db, '$queryRaw'> | Pick<Tx, '$queryRaw'>

export type Account = { user_id: string; email: string; name: string; color: number; password_hash: string }

export const findAccount = async (door: Door, email: string): Promise<Account | null> =>
  first(await door.$queryRaw<Account[]>`select * from identity_find_account(${email})`)

export const createAccount = async (
  door: Door,
  account: { id: string; email: string; name: string; color: number; passwordHash: string },
): Promise<void> => {
  await door.$queryRaw`select identity_create_account(${account.id}::uuid, ${account.email}, ${account.name}, ${account.color}::smallint, ${account.passwordHash})::text`
}

/** One place somebody belongs to: as staff (`organization_role`) or as staff of a customer (`customer_id`, `customer_role`). */
export type Membership = {
  organization_id: string
  organization_name: string
  organization_role: OrganizationRole | null
  customer_id: string | null
  customer_name: string | null
  customer_role: CustomerRole | null
}

export const listMemberships = (door: Door, userId: string): Promise<Membership[]> =>
  door.$queryRaw<
    Membership[]
  >`select organization_id, organization_name, organization_role::text, customer_id, customer_name, customer_role::text from identity_memberships(${userId}::uuid)`

export type SessionRow = {
  id: string
  user_id: string
  organization_id: string
  expires_at: Date
  email: string
  name: string
  color: number
}

export const findSession = async (door: Door, id: string): Promise<SessionRow | null> =>
  first(await door.$queryRaw<SessionRow[]>`select * from identity_find_session(${id})`)

/** Begins a session of whoever proved this password; false, and none, if it is theirs no more. */
export const createSession = async (
  door: Door,
  session: { id: string; userId: string; organizationId: string; expiresAt: Date; passwordHash: string },
): Promise<boolean> => {
  const { id, userId, organizationId, expiresAt, passwordHash } = session
  const [row] = await door.$queryRaw<{ isBegun: boolean }[]>`
    select identity_create_session(${id}, ${userId}::uuid, ${organizationId}::uuid, ${expiresAt}, ${passwordHash}) as "isBegun"`
  return row?.isBegun === true
}

export const extendSession = async (door: Door, id: string, expiresAt: Date): Promise<void> => {
  await door.$queryRaw`select identity_extend_session(${id}, ${expiresAt})::text`
}

/** @returns false if the session has ended; if not, it does not end before the transaction does */
export const switchSession = async (door: Door, id: string, organizationId: string): Promise<boolean> => {
  await door.$queryRaw`select identity_switch_session(${id}, ${organizationId}::uuid)::text`
  return (await findSession(door, id)) !== null
}

export const endSession = async (door: Door, id: string): Promise<void> => {
  await door.$queryRaw`select identity_end_session(${id})::text`
}

/** Ends all sessions of a person, or only those in one organization. */
export const endSessions = async (door: Door, userId: string, organizationId: string | null): Promise<void> => {
  await door.$queryRaw`select identity_end_sessions(${userId}::uuid, ${organizationId}::uuid)::text`
}

export const deleteExpired = async (door: Door): Promise<void> => {
  await door.$queryRaw`select identity_delete_expired()::text`
}

export const createPasswordReset = async (door: Door, tokenHash: string, userId: string, expiresAt: Date): Promise<void> => {
  await door.$queryRaw`select identity_create_password_reset(${tokenHash}, ${userId}::uuid, ${expiresAt})::text`
}

/** How many links to a new password somebody was mailed whose time is not over. Whoever else counts them waits until the transaction ends. */
export const countOpenResets = async (tx: Tx, userId: string): Promise<number> =>
  first(await tx.$queryRaw<{ open: number }[]>`select identity_open_resets(${userId}::uuid) as open`)?.open ?? 0

/** @returns whose password was set, or null if the link is unknown, used or expired */
export const applyPasswordReset = async (door: Door, tokenHash: string, passwordHash: string): Promise<string | null> =>
  first(await door.$queryRaw<{ user_id: string | null }[]>`select identity_use_password_reset(${tokenHash}, ${passwordHash}) as user_id`)
    ?.user_id ?? null

export const findLock = async (door: Door, key: string): Promise<Date | null> =>
  first(await door.$queryRaw<{ until: Date | null }[]>`select identity_locked_until(${key}) as until`)?.until ?? null

/** @returns until when the key is locked now, if it is */
export const noteFailure = async (door: Door, key: string, limit: number, lockSeconds: number): Promise<Date | null> =>
  first(await door.$queryRaw<{ until: Date | null }[]>`select identity_note_failure(${key}, ${limit}::int, ${lockSeconds}::int) as until`)
    ?.until ?? null

export const clearFailures = async (door: Door, key: string): Promise<void> => {
  await door.$queryRaw`select identity_clear_failures(${key})::text`
}

export type InvitationRow = {
  id: string
  organization_id: string
  organization_name: string
  customer_id: string | null
  customer_name: string | null
  email: string
  organization_role: OrganizationRole | null
  customer_role: CustomerRole | null
  expires_at: Date
  accepted_at: Date | null
  revoked_at: Date | null
  user_id: string | null
  user_name: string | null
}

export const findInvitation = async (door: Door, tokenHash: string): Promise<InvitationRow | null> =>
  first(
    await door.$queryRaw<InvitationRow[]>`
      select id, organization_id, organization_name, customer_id, customer_name, email, organization_role::text, customer_role::text,
             expires_at, accepted_at, revoked_at, user_id, user_name from identity_find_invitation(${tokenHash})`,
  )

/** A link to a checklist that is neither ended nor taken back. */
export type OpenShareLink = {
  id: string
  organization_id: string
  customer_id: string
  project_id: string
  label: string
  scope: ShareScope
  passcode_hash: string | null
  expires_at: Date
}

export const findShareLink = async (door: Door, tokenHash: string): Promise<OpenShareLink | null> =>
  first(
    await door.$queryRaw<OpenShareLink[]>`
      select id, organization_id, customer_id, project_id, label, scope::text, passcode_hash, expires_at from identity_find_share_link(${tokenHash})`,
  )

/** A link into a session that is neither ended nor taken back, while the session goes on. */
export type OpenGuestLink = {
  id: string
  organization_id: string
  customer_id: string
  session_id: string
  label: string
  passcode_hash: string | null
  expires_at: Date
}

export const findGuestLink = async (door: Door, tokenHash: string): Promise<OpenGuestLink | null> =>
  first(await door.$queryRaw<OpenGuestLink[]>`select * from identity_find_guest_link(${tokenHash})`)

export type GuestRow = {
  id: string
  name: string
  color: number
  organization_id: string
  customer_id: string
  session_id: string
  link_id: string
  expires_at: Date
}

/** Who came by a link that is still open, by the hash of their secret. */
export const findGuestRow = async (door: Door, secretHash: string): Promise<GuestRow | null> =>
  first(await door.$queryRaw<GuestRow[]>`select * from identity_find_guest(${secretHash})`)

/** @returns true the first time this ticket opens this room */
export const takeTicket = async (door: Door, ticketId: string, room: string, expiresAt: Date): Promise<boolean> =>
  first(await door.$queryRaw<{ ok: boolean }[]>`select identity_use_ticket(${ticketId}::uuid, ${room}, ${expiresAt}) as ok`)?.ok ?? false

export type QueuedMail = { id: string; to: string; subject: string; text: string }

/** Queues mail that belongs to no tenant, such as a password reset. Mail of a tenant is a row written in its own transaction. */
export const queueMail = async (door: Door, mail: QueuedMail): Promise<void> => {
  await door.$queryRaw`select mail_queue(${mail.id}::uuid, ${mail.to}, ${mail.subject}, ${mail.text})::text`
}

/** The next mail due, taken so that nobody else sends it. */
export const takeMail = async (door: Door): Promise<(QueuedMail & { attempts: number }) | null> =>
  first(await door.$queryRaw<(QueuedMail & { attempts: number })[]>`select * from mail_take()`)

export const markMailSent = async (door: Door, id: string): Promise<void> => {
  await door.$queryRaw`select mail_sent(${id}::uuid)::text`
}

export const listUnsentMail = (door: Door, limit: number): Promise<(QueuedMail & { created_at: Date })[]> =>
  door.$queryRaw<(QueuedMail & { created_at: Date })[]>`select * from mail_unsent(${limit}::int)`

/** Thins what documents saved by themselves: all for a day, hourly for 30 days, then daily. Answers how many revisions went. */
export async function thinVersions(door: Door): Promise<number> {
  const [row] = await door.$queryRaw<{ removed: number }[]>`select identity_thin_versions() as removed`
  return row?.removed ?? 0
}

export type TakenExport = { id: string; organization_id: string; customer_id: string; attempts: number }

/** The next export to be made, taken for two minutes so that nobody else makes it; also one that somebody took and did not finish. */
export const takeExport = async (door: Door): Promise<TakenExport | null> =>
  first(await door.$queryRaw<TakenExport[]>`select * from identity_take_export()`)

/** Every organization, for work that is done for each. */
export const listOrganizations = async (door: Door): Promise<string[]> =>
  (await door.$queryRaw<{ id: string }[]>`select * from identity_organizations() as id`).map(({ id }) => id)

/** What the files of the transaction's organization take together, in bytes; also for a customer's people, who share its limit and see less. */
export const storageUsed = async (door: Door): Promise<number> =>
  first(await door.$queryRaw<{ used: number }[]>`select identity_storage_used()::float8 as used`)?.used ?? 0

/**
 * Who is in a team that may be given work of the transaction's tenant; also for a customer's people, who see no team of the organization. For telling
 * those people of their work: it never goes into an answer.
 */
export const teamMembers = async (door: Door, teamId: string): Promise<string[]> =>
  (await door.$queryRaw<{ id: string }[]>`select * from identity_team_members(${teamId}::uuid) as id`).map(({ id }) => id)

/** The organizations that have no snapshot of their progress on the day it is where they are; the day as YYYY-MM-DD. */
export const findWithoutSnapshot = (door: Door, at: Date): Promise<{ organization_id: string; day: string }[]> =>
  door.$queryRaw<{ organization_id: string; day: string }[]>`
    select organization_id, day::text from identity_without_snapshot(${at})`

const first = <T>(rows: readonly T[]): T | null => rows[0] ?? null
