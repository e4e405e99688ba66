import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { archiveCustomer, unarchiveCustomer } from './archiveCustomer.ts'
import { changeCustomer } from './changeCustomer.ts'
import { createCustomer } from './createCustomer.ts'
import { listCustomers } from './listCustomers.ts'
import { getPortal, resetPortalPassword } from './portal.ts'
import { presentCustomer, presentListedCustomer, presentPortal } from './present.ts'
import { countContents, removeCustomer } from './removeCustomer.ts'
import { getCustomer, getCustomerProgress } from './service.ts'

const Name = z.string().max(200)
const Moment = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/)
const endless = z.enum(['infinity', '-infinity'])
const cursors = {
  name: z.tuple([Name, z.uuid()]),
  added: z.tuple([Moment, z.uuid()]),
  progress: z.tuple([z.union([z.string().regex(/^\d{1,3}(\.\d{1,2})?$/), z.enum(['Infinity', '-Infinity'])]), z.uuid()]),
  due_date: z.tuple([z.union([z.iso.date(), endless]), z.uuid()]),
} as const
const customers = protectedBySession.customers

export const customerRoutes = {
  list: customers.list.handler(async ({ context, input: { limit, cursor, ...filter } }) => {
    const rows = await listCustomers(context, filter, { limit, after: readKeyset(cursor, cursors[filter.sort]) })
    return toPage(rows, limit, (row) => keyset(row.key, row.id), presentListedCustomer)
  }),
  get: customers.get.handler(async ({ context, input }) => presentCustomer(await getCustomer(context, input.customer_id))),
  create: customers.create.handler(async ({ context, input }) => {
    const { company_name, contact_email, document_email, portal_enabled, iso_standards, portal_invitations, ...details } = input
    const customer = await createCustomer(context, {
      ...details,
      companyName: company_name,
      contactEmail: contact_email,
      documentEmail: document_email,
      portalEnabled: portal_enabled,
      plans: iso_standards.map((plan) => ({
        frameworkId: plan.iso_standard_id,
        name: plan.plan_name,
        templateSelectionMode: plan.template_selection_mode,
        templateIds: plan.selected_template_ids,
        targetCompletionDate: plan.target_completion_date,
        generatesDocuments: plan.auto_generate_documents,
      })),
      invitations: portal_invitations,
    })
    return presentCustomer(customer)
  }),
  update: customers.update.handler(async ({ context, input }) => {
    const { customer_id, company_name, contact_email, document_email, portal_enabled, ...details } = input
    const customer = await changeCustomer(context, customer_id, {
      ...details,
      companyName: company_name,
      contactEmail: contact_email,
      documentEmail: document_email,
      portalEnabled: portal_enabled,
    })
    return presentCustomer(customer)
  }),
  archive: customers.archive.handler(({ context, input }) => archiveCustomer(context, input.customer_id)),
  unarchive: customers.unarchive.handler(async ({ context, input }) =>
    presentCustomer(await unarchiveCustomer(context, input.customer_id)),
  ),
  contents: customers.contents.handler(({ context, input }) => countContents(context, input.customer_id)),
  remove: customers.remove.handler(({ context, input }) => removeCustomer(context, input.customer_id, input.company_name)),
  progress: customers.progress.handler(({ context, input }) => getCustomerProgress(context, input.customer_id)),
  portalCredentials: customers.portalCredentials.handler(async ({ context, input }) =>
    presentPortal(await getPortal(context, input.customer_id)),
  ),
  resetPortalPassword: customers.resetPortalPassword.handler(async ({ context, input }) =>
    presentPortal(await resetPortalPassword(context, input.customer_id, input.email)),
  ),
}
