import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { presentCustomer } from './present.ts'
import { createCustomer, getCustomer, listCustomers } from './service.ts'

const Cursor = z.tuple([z.string(), z.uuid()])

export const customerRoutes = {
  list: protectedBySession.customers.list.handler(async ({ context, input: { limit, cursor } }) => {
    const customers = await listCustomers(context, { limit, after: readKeyset(cursor, Cursor) })
    return toPage(customers, limit, (row) => keyset(row.companyName, row.id), presentCustomer)
  }),
  get: protectedBySession.customers.get.handler(async ({ context, input }) =>
    presentCustomer(await getCustomer(context, input.customer_id)),
  ),
  create: protectedBySession.customers.create.handler(async ({ context, input }) => {
    const { company_name, industry, contact_email, portal_enabled } = input
    return presentCustomer(
      await createCustomer(context, { companyName: company_name, industry, contactEmail: contact_email, portalEnabled: portal_enabled }),
    )
  }),
}
