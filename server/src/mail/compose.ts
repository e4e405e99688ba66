import { type CustomerRole, type OrganizationRole, roleNames } from '@certloom/shared/roles'
import type { Config } from '../config.ts'

/** A mail before it has an id: plain text, because that is all it needs. */
export type Composed = { to: string; subject: string; text: string }

/** Where people reach this server, without a slash at the end; for links in mails. */
export const publicUrl = (config: Pick<Config, 'publicUrl' | 'port'>): string => config.publicUrl ?? `http://localhost:${config.port}`

type Offer = {
  to: string
  token: string
  invitedBy: string
  organizationName: string
  customerName: string | null
  role: OrganizationRole | CustomerRole
  expiresAt: Date
}

/** Asks somebody to join an organization or a customer of it. */
export function invitationMail(config: Pick<Config, 'publicUrl' | 'port'>, offer: Offer): Composed {
  const organization = oneLine(offer.organizationName)
  const place = offer.customerName === null ? organization : `${oneLine(offer.customerName)} at ${organization}`
  return {
    to: offer.to,
    subject: `Invitation to ${place}`,
    text: paragraphs(
      `${oneLine(offer.invitedBy)} invites you to work with ${place} in Certloom, as ${roleNames[offer.role].toLowerCase()}.`,
      `Open this link to join:\n${publicUrl(config)}/invitations/${offer.token}`,
      `The link works once, until ${day(offer.expiresAt)}. If you did not expect it, ignore this mail.`,
    ),
  }
}

/** Sends the link that sets a new password. */
export function passwordResetMail(
  config: Pick<Config, 'publicUrl' | 'port'>,
  reset: { to: string; name: string; token: string },
): Composed {
  return {
    to: reset.to,
    subject: 'Set a new password',
    text: paragraphs(
      `Hello ${oneLine(reset.name)},`,
      `somebody asked to set a new password for this address in Certloom. Open this link to choose one:\n${publicUrl(config)}/reset-password/${reset.token}`,
      'The link works once, for one hour. If it was not you, ignore this mail: your password stays as it is.',
    ),
  }
}

/** Tells somebody of something they want to hear of by mail. */
export function notificationMail(
  config: Pick<Config, 'publicUrl' | 'port'>,
  { to, sentence, path }: { to: string; sentence: string; path: string },
): Composed {
  return {
    to,
    subject: oneLine(sentence).slice(0, 200),
    text: paragraphs(
      `${oneLine(sentence)}.`,
      `${publicUrl(config)}${path}`,
      `You choose what you are told of, and where:\n${publicUrl(config)}/inbox/preferences`,
    ),
  }
}

/** Names are typed by people; a line break in one must not start a new header or paragraph. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const paragraphs = (...texts: string[]): string => `${texts.join('\n\n')}\n`

const day = (date: Date): string => date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
