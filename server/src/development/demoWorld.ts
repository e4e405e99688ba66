import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import type { DemoEvidence } from './demoEvidence.ts'
import type { DemoFacts } from './demoFacts.ts'
import type { DemoWork } from './demoWork.ts'

export type DemoOrganization = {
  name: string
  owner: string
  staff: readonly { email: string; role: OrganizationRole }[]
  customers: readonly DemoCustomer[]
}

export type DemoCustomer = {
  company: string
  industry: string
  contact: string
  /** who looks after this customer: adds it, invites its staff and sets up its plan */
  consultant: string
  staff: readonly { email: string; role: CustomerRole }[]
  plan: DemoPlan
  /** the file with what its checklist says, against the plan's standard */
  checklist?: string
  facts?: DemoFacts
}

export type DemoPlan = {
  standard: string
  /** codes of the selected templates; all of the standard's core set if there are none */
  templates: readonly string[]
  monthsAhead: number
  /** the file in prisma/seed/demo that says what is written into the documents */
  content: string
  evidence: readonly DemoEvidence[]
  work: readonly DemoWork[]
}

const evidenceOfAcme: readonly DemoEvidence[] = [
  {
    by: 'contributor@acme.test',
    title: 'Access review, third quarter',
    template: 'isms-10-access-control',
    section: 's7_access_review',
    file: 'Access review, third quarter.csv',
  },
  {
    by: 'member@harbor.test',
    title: 'Restore test of the shipment database',
    template: 'isms-11-operations-security',
    section: 's9_restore_test_and_scan_results',
    url: 'https://files.acme.example/operations/restore-test-october',
  },
  {
    by: 'manager@acme.test',
    title: 'Report of the warehouse outage exercise',
    template: 'isms-14-continuity',
    section: 's8_last_exercise_report',
    url: 'https://files.acme.example/continuity/exercise-report',
  },
]

const factsOfAcme: DemoFacts = {
  by: 'manager@acme.test',
  texts: {
    legal_name: 'Acme Logistics Software GmbH',
    short_name: 'Acme',
    registered_address: 'Am Sandtorkai 1, 20457 Hamburg, Germany',
    business:
      'We make Acme Track, an order tracking service: around 320 shippers and carriers in 14 countries, and their customers, see where an order is, when it will arrive and what went wrong if it is late.',
    headcount: '65',
    scope_statement: 'Development and operation of Acme Track at the Hamburg site, including its support team.',
    sites: 'Hamburg, Am Sandtorkai 1 (head office)\nFrankfurt (data centre)',
    top_management: 'Karin Holm',
    isms_manager: 'Jana Weber',
    it_manager: 'Luca Steiner',
    review_cadence: 'every twelve months and after major changes',
    security_contact: 'security@acme.example',
  },
}

const factsOfBeta: DemoFacts = {
  by: 'manager@beta.test',
  texts: {
    business:
      'Beta Inc builds labelling modules for food packaging lines. From one site in Borås, 62 people design, assemble, install and service about 180 modules a year.\nFood law asks for labels that stay readable through cold and wet storage. Print heads come from two makers in the world, with delivery times of up to 26 weeks. Hotter summers raise the temperature in packing halls: every module is tested at 42 °C.',
  },
}

const workOfAcme: readonly DemoWork[] = [
  { who: 'manager@acme.test', template: 'isms-02-information-security-policy' },
  { who: 'contributor@acme.test', template: 'isms-10-access-control' },
  { who: 'member@harbor.test', template: 'isms-03-risk-procedure' },
  { who: 'reviewer@harbor.test', template: 'isms-15-audit-review-improvement' },
  { who: 'admin@harbor.test', template: 'isms-12-supplier-cloud' },
]

const harbor: DemoOrganization = {
  name: 'Harbor Compliance',
  owner: 'owner@harbor.test',
  staff: [
    { email: 'admin@harbor.test', role: 'admin' },
    { email: 'reviewer@harbor.test', role: 'reviewer' },
    { email: 'member@harbor.test', role: 'member' },
    { email: 'viewer@harbor.test', role: 'viewer' },
  ],
  customers: [
    {
      company: 'Acme Corp',
      industry: 'Logistics software',
      contact: 'manager@acme.test',
      consultant: 'member@harbor.test',
      staff: [
        { email: 'manager@acme.test', role: 'manager' },
        { email: 'contributor@acme.test', role: 'contributor' },
      ],
      plan: { standard: 'iso27001-2022', templates: [], monthsAhead: 6, content: 'acme', evidence: evidenceOfAcme, work: workOfAcme },
      checklist: 'acme-checklist',
      facts: factsOfAcme,
    },
    {
      company: 'Beta Inc',
      industry: 'Packaging machinery',
      contact: 'manager@beta.test',
      consultant: 'member@harbor.test',
      staff: [{ email: 'manager@beta.test', role: 'manager' }],
      plan: {
        standard: 'iso9001-2015',
        templates: ['qms-01-quality-manual', 'qms-03-document-control', 'qms-08-internal-audit'],
        monthsAhead: 9,
        content: 'beta',
        evidence: [],
        work: [
          { who: 'manager@beta.test', template: 'qms-01-quality-manual' },
          { who: 'member@harbor.test', template: 'qms-08-internal-audit' },
        ],
      },
      facts: factsOfBeta,
    },
  ],
}

const northlight: DemoOrganization = {
  name: 'Northlight Advisors',
  owner: 'owner@northlight.test',
  staff: [],
  customers: [
    {
      company: 'Kestrel Robotics',
      industry: 'Warehouse robots',
      contact: 'office@kestrel.test',
      consultant: 'owner@northlight.test',
      staff: [],
      plan: {
        standard: 'iso27001-2022',
        templates: ['isms-02-information-security-policy', 'isms-10-access-control'],
        monthsAhead: 8,
        content: 'kestrel',
        evidence: [],
        work: [{ who: 'owner@northlight.test', template: 'isms-10-access-control' }],
      },
    },
  ],
}

export const demoOrganizations: readonly DemoOrganization[] = [harbor, northlight]

/** Joins when all else is there. An account is never deleted, so this one says that the demo world is complete, whatever visitors changed since. */
export const lastToJoin = { email: 'viewer@acme.test', role: 'viewer', company: 'Acme Corp', invitedBy: 'member@harbor.test' } as const
