import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { Writable } from 'node:stream'
import { record } from '@certloom/server/audit/record'
import { withTenant } from '@certloom/server/db/tenant'
import { openMailer } from '@certloom/server/mail/mailer'
import { queueTenantMail } from '@certloom/server/mail/queue'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { visit } from '../support/client.ts'
import { type Person, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { type MailServer, startMailServer, wordsOf } from './mailServer.ts'

let mailServer: MailServer
let world: World
let ingrid: Person

beforeEach(async () => {
  mailServer = await startMailServer()
  world = await startWorld({ smtpUrl: mailServer.url, publicUrl: 'https://certloom.example', mailFrom: 'Certloom <post@certloom.example>' })
  ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
})
afterEach(async () => {
  await world.stop()
  await mailServer.stop()
})

type Row = { id: string; text: string; attempts: number; sent_at: Date | null; waits: boolean }
const queue = () => world.sql<Row>('select id, text, attempts, sent_at, not_before > now() as waits from mail order by created_at')
const nudge = () => world.app.services.mailer.nudge()
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000 })
const isSent = () => until(async () => expect((await queue()).filter(({ sent_at }) => sent_at === null)).toEqual([]))

describe('mail', () => {
  it('is sent once the invitation it is about is committed, and its text is dropped', async () => {
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    await isSent()
    expect(mailServer.received).toMatchObject([{ to: ['mei@acme.test'], subject: 'Invitation to Harbor Compliance' }])
    expect(await queue()).toMatchObject([{ text: '', attempts: 1 }])
  })

  it('carries the link that works, and says by whom it was made', async () => {
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    await isSent()
    const [mail] = mailServer.received
    const words = mail ? wordsOf(mail) : ''
    expect(words).toMatch(/^From: Certloom <post@certloom\.example>$/m)
    expect(words).toMatch(/^Auto-Submitted: auto-generated$/m)
    const token = /https:\/\/certloom\.example\/invitations\/([\w-]{43})/.exec(words)?.[1] ?? ''
    expect(await visit(world).api.members.acceptInvitation({ token, name: 'Mei Tanaka', password })).toMatchObject({ role: 'member' })
  })

  it('of a reset is sent too', async () => {
    await visit(world).api.accounts.requestPasswordReset({ email: ingrid.email })
    await isSent()
    expect(mailServer.received).toMatchObject([{ to: [ingrid.email], subject: 'Set a new password' }])
    expect(mailServer.received.map(wordsOf).join()).toContain('https://certloom.example/reset-password/')
  })

  it('that the server refuses for now is kept, put off, and sent later as the same message', async () => {
    mailServer.answer(451)
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    await until(() => expect(mailServer.refused).toHaveLength(1))
    await until(async () => expect(await queue()).toMatchObject([{ attempts: 1, sent_at: null, waits: true }]))
    expect((await queue())[0]?.text).toContain('/invitations/')

    mailServer.answer(null)
    await world.sql("update mail set not_before = now() - interval '1 second'")
    nudge()
    await isSent()
    expect(mailServer.received).toHaveLength(1)
    expect(mailServer.received[0]?.messageId).toBe(mailServer.refused[0]?.messageId)
    expect(mailServer.received[0]?.messageId).toBe(`<${(await queue())[0]?.id}@certloom.example>`)
    expect(await queue()).toMatchObject([{ attempts: 2, text: '' }])
  })

  it('that is refused does not hold up the next one', async () => {
    mailServer.answer(550)
    await ingrid.api.members.invite({ email: 'nobody@acme.test', role: 'member' })
    await until(() => expect(mailServer.refused).toHaveLength(1))
    mailServer.answer(null)
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    await until(() => expect(mailServer.received).toMatchObject([{ to: ['mei@acme.test'] }]))
  })

  it('waits while no server can be reached, without using up the tries of what is behind it', async () => {
    await mailServer.stop()
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    await until(async () => expect(await queue()).toMatchObject([{ attempts: 1, sent_at: null }]))
    await world.app.services.mailer.stop()
    await ingrid.api.members.invite({ email: 'tom@acme.test', role: 'member' })
    await world.sql("update mail set not_before = now() - interval '1 second'")

    mailServer = await startMailServer(Number(new URL(mailServer.url).port))
    const { config, db, log } = world.app.services
    const afterRestart = openMailer({ config, db, log })
    await isSent()
    await afterRestart.stop()
    expect(mailServer.received.flatMap(({ to }) => to).sort()).toEqual(['mei@acme.test', 'tom@acme.test'])
  })

  it('is sent once, however many processes look into the queue', async () => {
    mailServer.answer(451)
    const addresses = Array.from({ length: 12 }, (_, n) => `person${n}@acme.test`)
    for (const email of addresses) await ingrid.api.members.invite({ email, role: 'viewer' })
    await until(async () => expect((await queue()).filter(({ waits }) => waits)).toHaveLength(addresses.length))
    mailServer.answer(null)
    await world.sql("update mail set not_before = now() - interval '1 second'")
    const { config, db, log } = world.app.services
    const others = [openMailer({ config, db, log }), openMailer({ config, db, log })]
    for (const mailer of [world.app.services.mailer, ...others, ...others]) mailer.nudge()
    await isSent()
    for (const mailer of others) await mailer.stop()
    expect(mailServer.received.flatMap(({ to }) => to).sort()).toEqual(addresses.toSorted())
  })

  it('of a change that was rolled back is never sent', async () => {
    const { db } = world.app.services
    const organizationId = ingrid.me.organization.id
    const write = (to: string, fails: boolean) =>
      withTenant(db, { organizationId }, async (tx) => {
        await queueTenantMail(tx, organizationId, { to, subject: 'Word', text: 'Something happened.' })
        await record(
          tx,
          { organizationId, person: null },
          { action: 'organization.created', entity: { type: 'organization', id: organizationId }, customerId: null },
        )
        if (fails) throw new Error('changed our mind')
      })
    await expect(write('rolled.back@acme.test', true)).rejects.toThrow('changed our mind')
    await write('committed@acme.test', false)
    nudge()
    await isSent()
    expect(mailServer.received.flatMap(({ to }) => to)).toEqual(['committed@acme.test'])
  })

  it('cannot be read or queued for another organization by a tenant', async () => {
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    const { db } = world.app.services
    const asNorthlight = { organizationId: amara.me.organization.id }
    await expect(withTenant(db, asNorthlight, (tx) => tx.mail.findMany())).rejects.toThrow(/denied/)
    const mail = { to: 'mei@acme.test', subject: 'Word', text: 'Something happened.' }
    await expect(withTenant(db, asNorthlight, (tx) => queueTenantMail(tx, ingrid.me.organization.id, mail))).rejects.toThrow(
      /row-level security/,
    )
    expect(await queue()).toEqual([])
  })

  it('that fails is logged without its text, its link or its address', async () => {
    mailServer.answer(550)
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    await until(() => expect(mailServer.refused).toHaveLength(1))
    await world.app.services.mailer.stop()
    await world.sql("update mail set not_before = now() - interval '1 second'")
    const lines: string[] = []
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString())
        done()
      },
    })
    const { config, db } = world.app.services
    const mailer = openMailer({ config, db, log: pino({}, sink) })
    await until(() => expect(lines).toHaveLength(1))
    await mailer.stop()
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      attempts: 2,
      responseCode: 550,
      msg: 'a mail was not accepted; it is tried again later',
    })
    expect(lines.join()).not.toMatch(/acme|invitations|Ingrid/)
  })
})

describe('a stopping server', () => {
  it('finishes the mail it is about to send', async () => {
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    await world.app.services.mailer.stop()
    expect(mailServer.received).toHaveLength(1)
    expect(await queue()).toMatchObject([{ text: '', attempts: 1 }])
  })

  it('does not wait for a mail server that never says a word', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { config, db, log } = world.app.services
    await world.app.services.mailer.stop()
    await ingrid.api.members.invite({ email: 'mei@acme.test', role: 'member' })
    const smtpUrl = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const mailer = openMailer({ config: { ...config, smtpUrl }, db, log, silenceMs: 200 })
    const [socket] = (await once(silent, 'connection')) as [Socket]
    await mailer.stop()
    expect(await queue()).toMatchObject([{ attempts: 1, sent_at: null }])
    socket.destroy()
    silent.close()
  })
})
