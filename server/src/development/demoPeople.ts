import { AppError } from '@certloom/shared/errors'
import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import { signOut } from '../accounts/service.ts'
import type { SignedInCtx } from '../accounts/session.ts'
import { signIn } from '../accounts/signIn.ts'
import { signUp } from '../accounts/signUp.ts'
import type { Ctx, Services } from '../context.ts'
import { findAccount, listUnsentMail, markMailSent } from '../db/identity.ts'
import { publicUrl } from '../mail/compose.ts'
import { acceptInvitation } from '../members/acceptInvitation.ts'
import { invite } from '../members/invite.ts'
import { StartError } from '../startError.ts'
import { demoAccounts, demoPassword } from './demoAccounts.ts'

type Invitation = { email: string; role: OrganizationRole | CustomerRole; customerId: string | null }

/** The people of the demo world, each acting through the product's services in a session of their own. */
export type DemoPeople = {
  /** Signs a person up with an organization, unless they have an account. */
  found(email: string, organizationName: string): Promise<void>
  /** Has a person invited and join, unless they have an account. */
  join(invitedBy: string, invitation: Invitation): Promise<void>
  /** A person at work, signed in. */
  as(email: string): Promise<SignedInCtx>
  /** Ends all their sessions, and drops what was mailed to them meanwhile: nobody lives at a demo address. */
  signOut(): Promise<void>
}

/** Nobody waits for the mail of the demo world: it is opened here. */
const silentMailer: Services['mailer'] = { nudge() {}, stop: () => Promise.resolve() }

const mailsSearched = 50

const isDemoAddress = (address: string): boolean => demoAccounts.some(({ email }) => email === address)

export function gatherDemoPeople(services: Services): DemoPeople {
  const { db } = services
  const present = new Map<string, Promise<SignedInCtx>>()

  function come(email: string, enter: (ctx: Ctx) => Promise<unknown>): Promise<SignedInCtx> {
    const coming = beginWork(services, enter)
    present.set(email, coming)
    return coming
  }

  const as = (email: string) => present.get(email) ?? come(email, (ctx) => signInAsDemo(ctx, email))

  return {
    as,
    async found(email, organizationName) {
      if (await findAccount(db, email)) return
      await come(email, (ctx) => signUp(ctx, { organizationName, name: nameOf(email), email, password: demoPassword, timeZone: 'UTC' }))
    },
    async join(invitedBy, invitation) {
      const { email } = invitation
      if (await findAccount(db, email)) return
      await invite(await as(invitedBy), invitation)
      const token = await openInvitation(services, email)
      await come(email, (ctx) => acceptInvitation(ctx, { token, name: nameOf(email), password: demoPassword }))
    },
    async signOut() {
      for (const person of present.values()) await signOut(await person)
      present.clear()
      for (const { id, to } of await listUnsentMail(db, mailsSearched)) if (isDemoAddress(to)) await markMailSent(db, id)
    },
  }
}

/** Starts a session by `enter`, as a browser would, and answers a request made in it. */
async function beginWork(services: Services, enter: (ctx: Ctx) => Promise<unknown>): Promise<SignedInCtx> {
  let cookie: string | undefined
  const ctx: Ctx = {
    ...services,
    mailer: silentMailer,
    signedIn: null,
    onBehalfOf: undefined,
    requestId: 'demo',
    origin: publicUrl(services.config),
    address: '127.0.0.1',
    userAgent: 'demo',
    setCookie: (header) => {
      cookie = header
    },
    setHeader() {},
    guestSecret: undefined,
    ifMatch: undefined,
  }
  await enter(ctx)
  const session = await services.sessions.find(cookie)
  if (!session) throw new Error('A session of the demo world ended as soon as it began.')
  return { ...ctx, signedIn: session.signedIn }
}

async function signInAsDemo(ctx: Ctx, email: string): Promise<void> {
  try {
    await signIn(ctx, { email, password: demoPassword })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'wrong_credentials') throw error
    throw new StartError(`The demo world cannot be made: ${email} has an account here that is not the demo's. Set SEED=empty.`, {
      cause: error,
    })
  }
}

/** Takes the token out of the mail to this address, which then counts as sent: nobody lives at a demo address. */
async function openInvitation({ db }: Services, email: string): Promise<string> {
  const mails = await listUnsentMail(db, mailsSearched)
  const mail = mails.find((candidate) => candidate.to === email)
  const token = /\/invitations\/([\w-]+)/.exec(mail?.text ?? '')?.[1]
  if (!mail || !token) throw new Error(`No invitation was mailed to ${email}.`)
  await markMailSent(db, mail.id)
  return token
}

function nameOf(email: string): string {
  const account = demoAccounts.find((candidate) => candidate.email === email)
  if (!account) throw new Error(`${email} is not among the demo accounts.`)
  return account.name
}
