import { catalogueId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import type { Services } from '../context.ts'
import { createCustomer } from '../customers/createCustomer.ts'
import { listCustomers } from '../customers/listCustomers.ts'
import { findAccount } from '../db/identity.ts'
import { getDocument, listDocuments } from '../documents/service.ts'
import { createPlan } from '../plans/createPlan.ts'
import { listPlans } from '../plans/service.ts'
import { makeChecklist } from './demoChecklist.ts'
import { readContent, type Sitting, sit } from './demoContent.ts'
import { dayIn } from './demoDays.ts'
import { giveEvidence } from './demoEvidence.ts'
import { sayDemoFacts } from './demoFacts.ts'
import { type DemoPeople, gatherDemoPeople } from './demoPeople.ts'
import { handOutWork } from './demoWork.ts'
import { type DemoCustomer, type DemoOrganization, type DemoPlan, demoOrganizations, lastToJoin } from './demoWorld.ts'

/** More than the demo world has of anything. */
const many = 200

type Seeding = { live: Services['live']; people: DemoPeople }

/**
 * Makes the demo world (ARCHITECTURE section 9) as its people would: by the services and live edits behind every request. Does nothing once it is
 * complete; goes on where a run that was cut off had come to.
 */
export async function seedDemo(services: Services, say: (step: string) => void): Promise<void> {
  if (await findAccount(services.db, lastToJoin.email)) return
  say('Making the demo world, this once')
  const people = gatherDemoPeople(services)
  const seeding = { live: services.live, people }
  await allOf(demoOrganizations.map((organization) => makeOrganization(seeding, organization)))
  await joinLast(people)
  await people.signOut()
}

async function joinLast(people: DemoPeople): Promise<void> {
  const { email, role, company, invitedBy } = lastToJoin
  const customer = await findCustomer(await people.as(invitedBy), company)
  if (!customer) throw new Error(`${company} is gone from the demo world.`)
  await people.join(invitedBy, { email, role, customerId: customer.id })
}

async function makeOrganization(seeding: Seeding, organization: DemoOrganization): Promise<void> {
  const { people } = seeding
  await people.found(organization.owner, organization.name)
  // People join one after the other: each gets the next colour, the same in every demo world
  for (const { email, role } of organization.staff) await people.join(organization.owner, { email, role, customerId: null })
  const customers = []
  for (const customer of organization.customers) customers.push({ wanted: customer, ...(await makeCustomer(people, customer)) })
  await allOf(
    customers.map(async ({ wanted, consultant, id }) => {
      if (wanted.facts) await sayDemoFacts(seeding, id, wanted.facts)
      await makePlan(seeding, consultant, id, wanted.plan)
      if (wanted.checklist)
        await makeChecklist(seeding, consultant, { customerId: id, standard: wanted.plan.standard, file: wanted.checklist })
    }),
  )
}

async function makeCustomer(people: DemoPeople, wanted: DemoCustomer): Promise<{ consultant: SignedInCtx; id: string }> {
  const consultant = await people.as(wanted.consultant)
  const { company: companyName, industry, contact: contactEmail } = wanted
  const { id } =
    (await findCustomer(consultant, companyName)) ??
    (await createCustomer(consultant, { companyName, industry, contactEmail, portalEnabled: true }))
  for (const { email, role } of wanted.staff) await people.join(wanted.consultant, { email, role, customerId: id })
  return { consultant, id }
}

async function findCustomer(by: SignedInCtx, company: string): Promise<{ id: string } | undefined> {
  const customers = await listCustomers(by, { archived: false, sort: 'name', order: 'asc' }, { limit: many, after: undefined })
  return customers.find(({ companyName }) => companyName === company)
}

async function makePlan(seeding: Seeding, consultant: SignedInCtx, customerId: string, wanted: DemoPlan): Promise<void> {
  const { id: planId } = (await findPlan(consultant, customerId, wanted)) ?? (await createDemoPlan(consultant, customerId, wanted))
  const documents = await listDocuments(consultant, { plan_id: planId, sort: 'position' }, { limit: many, after: undefined })
  await allOf(
    Object.entries(readContent(wanted.content)).map(([code, sittings]) => {
      const templateId = catalogueId('template', wanted.standard, code)
      const document = documents.find((candidate) => candidate.templateId === templateId)
      if (!document) throw new Error(`The demo plan has no document for the template ${code}.`)
      return write(seeding, consultant, document.id, sittings)
    }),
  )
  await giveEvidence(seeding.people, { customerId, standard: wanted.standard, documents }, wanted.evidence)
  await handOutWork(seeding.people, consultant, { standard: wanted.standard, documents }, wanted.work)
}

async function findPlan(by: SignedInCtx, customerId: string, { standard }: DemoPlan): Promise<{ id: string } | undefined> {
  const plans = await listPlans(by, customerId, { limit: many, after: undefined })
  return plans.find(({ frameworkId }) => frameworkId === catalogueId('framework', standard))
}

const createDemoPlan = (by: SignedInCtx, customerId: string, { standard, templates, monthsAhead }: DemoPlan) =>
  createPlan(by, {
    customerId,
    frameworkId: catalogueId('framework', standard),
    name: undefined,
    templateSelectionMode: templates.length === 0 ? 'all' : 'selective',
    templateIds: templates.map((code) => catalogueId('template', standard, code)),
    targetCompletionDate: dayIn(monthsAhead),
    generatesDocuments: true,
  })

/** Every sitting is one revision, so a document at revision 2 has had its first two. */
async function write({ live, people }: Seeding, reader: SignedInCtx, documentId: string, sittings: readonly Sitting[]): Promise<void> {
  const { room, revision } = await getDocument(reader, documentId)
  for (const sitting of sittings.slice(revision)) {
    const author = await people.as(sitting.by)
    await live.edit(room, author.signedIn, (doc) => sit(doc, sitting))
    await live.store(room)
  }
}

/** Waits for all, also when one of them fails: nothing goes on behind a failure's back. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}
