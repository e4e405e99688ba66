import { Email } from '@certloom/shared/accounts/contract'
import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { type InvitationOffer, invite } from './invite.ts'

/** What became of one address: invited, or why not. */
export type InvitedAddress = { email: string; refusal: string | null }

/** Is it wrong with one address while the others are fine? Somebody may not replace one open invitation and still send all others. */
const isOfOneAddress = ({ code, data }: AppError): boolean =>
  code === 'invalid_input' || code === 'conflict' || (code === 'forbidden' && data?.field === 'email')

/**
 * Invites everybody on a list to the same place, each as `invite` does; an address that cannot be invited holds up none of the others.
 * @throws what concerns the whole list: `forbidden`, `not_found`
 */
export async function inviteMany(
  ctx: SignedInCtx,
  emails: readonly string[],
  offer: Omit<InvitationOffer, 'email'>,
): Promise<InvitedAddress[]> {
  const answers: InvitedAddress[] = []
  for (const given of new Set(emails.map((email) => email.trim().toLowerCase()))) {
    const email = Email.safeParse(given)
    answers.push({
      email: given,
      refusal: email.success ? await refusalOf(ctx, { ...offer, email: email.data }) : 'This is no e-mail address.',
    })
  }
  return answers
}

async function refusalOf(ctx: SignedInCtx, offer: InvitationOffer): Promise<string | null> {
  try {
    await invite(ctx, offer)
    return null
  } catch (error) {
    if (error instanceof AppError && isOfOneAddress(error)) return error.message
    throw error
  }
}
