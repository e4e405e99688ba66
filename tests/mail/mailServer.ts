import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { vi } from 'vitest'

export type Received = { to: string[]; raw: string; messageId: string; subject: string }

/** A real SMTP server on a free port that keeps what it accepts. */
export type MailServer = {
  url: string
  received: Received[]
  /** What was offered and refused. */
  refused: Received[]
  /** From now on every mail is refused with this SMTP code, or accepted (`null`). */
  answer(code: number | null): void
  stop(): Promise<void>
}

export async function startMailServer(port = 0): Promise<MailServer> {
  const received: Received[] = []
  const refused: Received[] = []
  let code: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      text(stream).then((raw) => {
        const mail = {
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw,
          messageId: header(raw, 'Message-ID'),
          subject: header(raw, 'Subject'),
        }
        if (code === null) {
          received.push(mail)
          done()
        } else {
          refused.push(mail)
          done(Object.assign(new Error('Not now'), { responseCode: code }))
        }
      }, done)
    },
  })
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received,
    refused,
    answer(next) {
      code = next
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

const header = (raw: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'mi').exec(raw)?.[1]?.trim() ?? ''

/** The words of a mail, with the soft line breaks of its transport undone. */
export const wordsOf = ({ raw }: Received): string =>
  raw
    .replaceAll(/=\r?\n/g, '')
    .replaceAll('=3D', '=')
    .replaceAll('\r\n', '\n')

/** The words of the last mail that arrived for an address. */
export const lastMailTo =
  ({ received }: MailServer) =>
  (email: string): Promise<string> =>
    vi.waitFor(() => wordsOf(received.findLast(({ to }) => to.includes(email)) ?? fail(`No mail to ${email} arrived.`)), 60_000)

const fail = (words: string): never => {
  throw new Error(words)
}
