import { open } from '../http/procedures.ts'
import { aboutServer, listOutbox } from './service.ts'

export const developmentRoutes = {
  info: open.development.info.handler(async ({ context }) => {
    const { accounts, password, hasOutbox } = await aboutServer(context)
    return { demo_accounts: [...accounts], demo_password: password, has_development_outbox: hasOutbox }
  }),
  outbox: open.development.outbox.handler(async ({ context }) => {
    const mails = await listOutbox(context)
    return { data: mails.map(({ id, to, subject, text, created_at }) => ({ id, to, subject, text, created_at: created_at.toISOString() })) }
  }),
}
