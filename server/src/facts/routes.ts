import { protectedBySession } from '../http/procedures.ts'
import { presentDrifted, presentFacts } from './present.ts'
import { getFacts, listDrifted, sayFact } from './service.ts'

const facts = protectedBySession.facts

export const factRoutes = {
  get: facts.get.handler(async ({ context, input }) => presentFacts(await getFacts(context, input.customer_id))),
  say: facts.say.handler(async ({ context, input: { customer_id, key, text } }) =>
    presentFacts(await sayFact(context, customer_id, key, text)),
  ),
  drift: facts.drift.handler(async ({ context, input }) => ({
    data: (await listDrifted(context, input.customer_id)).map(presentDrifted),
  })),
}
