import { AppError } from '@certloom/shared/errors'
import type { Ctx } from '../context.ts'
import { findAccount, listUnsentMail } from '../db/identity.ts'
import type { Db } from '../db/prisma.ts'
import { type DemoAccount, demoAccounts, demoPassword } from './demoAccounts.ts'

export type AboutServer = { accounts: readonly DemoAccount[]; password: string | null; hasOutbox: boolean }

const mailsShown = 50
const ownMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What the sign-in page shows: the demo accounts, once there are any, and whether mail ends in the outbox below. */
export async function aboutServer(ctx: Pick<Ctx, 'config' | 'db'>): Promise<AboutServer> {
  const isDemo = ctx.config.seed === 'demo' && (await hasDemoWorld(ctx.db))
  return { accounts: isDemo ? demoAccounts : [], password: isDemo ? demoPassword : null, hasOutbox: hasOutbox(ctx.config) }
}

/** Mail that no SMTP server takes, newest first, links and all. On any other than a developer's own machine there is no such thing: `not_found`. */
export function listOutbox(ctx: Pick<Ctx, 'config' | 'db'>) {
  if (!hasOutbox(ctx.config)) throw new AppError('not_found')
  return listUnsentMail(ctx.db, mailsShown)
}

/** A server that listens on loopback may still be behind a proxy that the world reaches: then its address says so. */
const hasOutbox = ({ smtpUrl, isLoopback, trustProxy, publicUrl }: Ctx['config']): boolean =>
  smtpUrl === undefined && isLoopback && !trustProxy && (publicUrl === undefined || ownMachine.has(new URL(publicUrl).hostname))

/** The demo world is made a moment after the start and never goes away by itself: once seen, it is not looked for again. */
const seen = new WeakSet<Db>()

async function hasDemoWorld(db: Db): Promise<boolean> {
  if (seen.has(db)) return true
  const [first] = demoAccounts
  if (!first || !(await findAccount(db, first.email))) return false
  seen.add(db)
  return true
}
