import { invitationMail, passwordResetMail, publicUrl } from '@certloom/server/mail/compose'
import { describe, expect, it } from 'vitest'

const config = { publicUrl: 'https://certloom.example', port: 4000 }

const offer = {
  to: 'mei@acme.test',
  token: 'TOKEN',
  invitedBy: 'Tom Whitfield',
  organizationName: 'Harbor Compliance',
  customerName: null,
  role: 'reviewer',
  expiresAt: new Date('2026-12-05T10:00:00Z'),
} as const

describe('mail', () => {
  it('links lead to the public address, or to this machine while there is none', () => {
    expect(publicUrl(config)).toBe('https://certloom.example')
    expect(publicUrl({ publicUrl: undefined, port: 4000 })).toBe('http://localhost:4000')
  })

  it('an invitation says who asks, to where, as what, and until when', () => {
    expect(invitationMail(config, offer)).toEqual({
      to: 'mei@acme.test',
      subject: 'Invitation to Harbor Compliance',
      text: `Tom Whitfield invites you to work with Harbor Compliance in Certloom, as reviewer.

Open this link to join:
https://certloom.example/invitations/TOKEN

The link works once, until 5 December 2026. If you did not expect it, ignore this mail.
`,
    })
  })

  it('an invitation of a customer’s staff names the customer first', () => {
    const mail = invitationMail(config, { ...offer, customerName: 'Acme Corp', role: 'manager' })
    expect(mail.subject).toBe('Invitation to Acme Corp at Harbor Compliance')
    expect(mail.text).toContain('work with Acme Corp at Harbor Compliance in Certloom, as manager.')
  })

  it('a line break in a name neither starts a header nor a paragraph', () => {
    const mail = invitationMail(config, {
      ...offer,
      organizationName: 'Harbor\r\nBcc: everybody@example.test',
      invitedBy: 'Tom\n\nOpen http://evil.test',
    })
    expect(mail.subject).toBe('Invitation to Harbor Bcc: everybody@example.test')
    expect(mail.text.split('\n')[0]).toContain('Tom Open http://evil.test invites you')
  })

  it('a reset mail carries the link and says what to do if it was somebody else', () => {
    const mail = passwordResetMail(config, { to: 'ingrid@harbor.test', name: 'Ingrid Solberg', token: 'TOKEN' })
    expect(mail).toMatchObject({ to: 'ingrid@harbor.test', subject: 'Set a new password' })
    expect(mail.text).toContain('https://certloom.example/reset-password/TOKEN')
    expect(mail.text).toContain('If it was not you, ignore this mail')
  })

  it('no mail shouts', () => {
    const texts = [invitationMail(config, offer), passwordResetMail(config, { to: 'a@b.test', name: 'Ann', token: 'T' })]
    expect(texts.map(({ subject, text }) => subject + text).join()).not.toContain('!')
  })
})
