import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Mailer } from '../context.ts'
import { markMailSent, type QueuedMail, takeMail } from '../db/identity.ts'
import type { Db } from '../db/prisma.ts'
import type { Log } from '../log.ts'

/** How often the queue is looked into without being asked: retries, and mail that another process left behind. */
const lookEveryMs = 30_000

type Parts = {
  config: Pick<Config, 'smtpUrl' | 'mailFrom'>
  db: Db
  log: Log
  /** A mail server that says nothing for this long is given up on for now, so that a stop does not wait for it. */
  silenceMs?: number
}

/**
 * Sends queued mail by SMTP, one after the other. Without `SMTP_URL` nothing is taken: the development outbox shows the queue.
 * Each mail is put off when it is taken and marked only once the server accepted it. A crash between these two sends it again, with the same
 * Message-ID, by which receivers know it as one.
 */
export function openMailer({ config, db, log, silenceMs = 10_000 }: Parts): Mailer {
  if (config.smtpUrl === undefined) return { nudge() {}, stop: () => Promise.resolve() }
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  async function sendAllDue(): Promise<void> {
    for (let mail = await takeMail(db); mail; mail = await takeMail(db)) {
      try {
        await transport.sendMail({ ...envelopeOf(config.mailFrom, mail), text: mail.text })
      } catch (error) {
        logFailure(log, mail, error)
        if (!isRefusal(error)) return // the server could not be reached: the next mail would fare alike
        continue
      }
      await markMailSent(db, mail.id)
    }
  }

  let running: Promise<void> | undefined
  let asked = false
  let stopped = false

  function nudge(): void {
    asked = true
    if (!stopped) running ??= run()
  }

  async function run(): Promise<void> {
    while (asked) {
      asked = false
      try {
        await sendAllDue()
      } catch (error) {
        log.error({ err: error }, 'the mail queue could not be read')
      }
    }
    running = undefined // in the same step as the look at `asked`: a nudge finds either a run that will look again, or none
  }

  const timer = setInterval(nudge, lookEveryMs)
  timer.unref()
  nudge()

  return {
    nudge,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
      transport.close()
    },
  }
}

const envelopeOf = (from: string, mail: QueuedMail) => ({
  from,
  to: mail.to,
  subject: mail.subject,
  messageId: `<${mail.id}@${/@([\w.-]+)/.exec(from)?.[1] ?? 'certloom'}>`,
  headers: { 'Auto-Submitted': 'auto-generated' },
})

type SmtpError = { code?: string; command?: string; responseCode?: number }

/** Did a server answer, and say no? */
const isRefusal = (error: unknown): boolean => (error as SmtpError).responseCode !== undefined

/** The error's own words may quote the mail or its address: only its codes are logged. */
function logFailure(log: Log, mail: { id: string; attempts: number }, error: unknown): void {
  const { code, command, responseCode } = error as SmtpError
  log.warn({ mail: mail.id, attempts: mail.attempts, code, command, responseCode }, 'a mail was not accepted; it is tried again later')
}
