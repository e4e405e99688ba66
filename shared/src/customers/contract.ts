import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Email } from '../accounts/contract.ts'
import { Invitation, Member } from '../members/contract.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { NewPlan } from '../plans/contract.ts'
import { CustomerProgress } from '../progress/contract.ts'
import { customerRoles } from '../roles.ts'
import { customerSorts, progressBands, sortOrders } from './listing.ts'

export const Customer = z.object({
  id: z.uuid(),
  company_name: z.string(),
  is_self: z.boolean(),
  industry: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  contact_email: z.string().nullable(),
  /** where documents are sent, if not to the contact */
  document_email: z.string().nullable(),
  portal_enabled: z.boolean(),
  created_at: z.iso.datetime(),
  archived_at: z.iso.datetime().nullable(),
})

export const CustomerFilter = z.object({
  archived: z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]).default(false),
  /** words of the name, the industry or the contact */
  q: z.string().trim().min(1).max(200).optional(),
  /** with an open plan for this framework */
  iso_standard_id: z.uuid().optional(),
  progress: z.enum(progressBands).optional(),
  sort: z.enum(customerSorts).default('name'),
  order: z.enum(sortOrders).default('asc'),
})

/** A customer of a list, with what says how it is. */
export const CustomerSummary = Customer.extend({
  /** frameworks with an open plan */
  iso_codes: z.array(z.string()),
  active_plans: z.number().int(),
  overall_progress_percentage: z.number(),
  /** when the first open task of it is due */
  next_due_date: z.iso.date().nullable(),
})

const CompanyName = z.string().trim().min(1).max(200)
const Address = z.email().max(254).nullable()
const Details = z.object({
  industry: z.string().trim().max(120).nullable(),
  address: z.string().trim().max(500).nullable(),
  phone: z.string().trim().max(60).nullable(),
  contact_email: Address,
  document_email: Address,
})

const isEachOnce = (plans: readonly { iso_standard_id: string }[]): boolean =>
  new Set(plans.map((plan) => plan.iso_standard_id)).size === plans.length

/** A new customer, with its plans and the people who are to sign in, made at once or not at all. */
const NewCustomer = z.object({
  /** chosen by the sender: sent again, for an answer that was lost, it is answered with the customer that was made */
  id: z.uuid().optional(),
  company_name: CompanyName,
  industry: Details.shape.industry.default(null),
  address: Details.shape.address.default(null),
  phone: Details.shape.phone.default(null),
  contact_email: Address.default(null),
  document_email: Address.default(null),
  portal_enabled: z.boolean().default(true),
  iso_standards: z.array(NewPlan).max(20).refine(isEachOnce, 'Each framework can be assigned once.').default([]),
  portal_invitations: z
    .array(z.object({ email: Email, role: z.enum(customerRoles).default('manager') }))
    .max(20)
    .refine((people) => new Set(people.map(({ email }) => email)).size === people.length, 'Each address can be invited once.')
    .default([]),
})

/** Who can sign in to a customer's portal, or was asked to. There is no password to tell. */
export const PortalCredentials = z.object({
  portal_enabled: z.boolean(),
  accounts: z.array(Member.pick({ user_id: true, email: true, name: true, role: true, is_active: true })),
  invitations: z.array(Invitation.pick({ id: true, email: true, role: true, state: true, expires_at: true })),
})

const Count = z.number().int()

/** What is deleted with a customer. */
export const CustomerContents = z.object({
  iso_plans: Count,
  documents: Count,
  tasks: Count,
  evidence: Count,
  files: Count,
  people: Count,
})

const one = z.object({ customer_id: z.uuid() })
const path = '/customers/{customer_id}'
const tags = ['customers']

export const customersContract = {
  list: oc
    .route({ method: 'GET', path: '/customers', summary: 'Customers with their progress, filtered and sorted', tags })
    .input(pageQuery.extend(CustomerFilter.shape))
    .output(pageOf(CustomerSummary)),
  get: oc.route({ method: 'GET', path, summary: 'One customer', tags }).input(one).output(Customer),
  create: oc
    .route({ method: 'POST', path: '/customers', successStatus: 201, summary: 'A new customer, with its plans and invitations', tags })
    .input(NewCustomer)
    .output(Customer),
  update: oc
    .route({ method: 'PUT', path, summary: 'Change details; what is left out stays. Closing the portal ends its sessions', tags })
    .input(one.extend({ company_name: CompanyName.optional(), portal_enabled: z.boolean().optional(), ...Details.partial().shape }))
    .output(Customer),
  archive: oc
    .route({
      method: 'POST',
      path: `${path}/archive`,
      successStatus: 204,
      summary: 'Take a customer out of every list; nothing is lost',
      tags,
    })
    .input(one),
  unarchive: oc
    .route({ method: 'POST', path: `${path}/unarchive`, summary: 'Put an archived customer back', tags })
    .input(one)
    .output(Customer),
  contents: oc
    .route({ method: 'GET', path: `${path}/contents`, summary: 'What would be deleted with a customer', tags })
    .input(one)
    .output(CustomerContents),
  remove: oc
    .route({ method: 'DELETE', path, summary: 'Delete an archived customer for good; say its name', tags })
    .input(one.extend({ company_name: z.string().max(200) }))
    .output(CustomerContents),
  progress: oc
    .route({ method: 'GET', path: `${path}/progress`, summary: 'How far it is over its active plans', tags })
    .input(one)
    .output(CustomerProgress),
  portalCredentials: oc
    .route({ method: 'GET', path: `${path}/portal-credentials`, summary: 'Who can sign in to its portal; never a secret', tags })
    .input(one)
    .output(PortalCredentials),
  resetPortalPassword: oc
    .route({
      method: 'POST',
      path: `${path}/reset-portal-password`,
      summary: 'Mail somebody of its staff a link to set a new password, and end their sessions; by default the contact',
      tags,
    })
    .input(one.extend({ email: Email.optional() }))
    .output(PortalCredentials),
}
