/** The people of the demo world (`SEED=demo`). Their password is public; the sign-in page of a demo server offers them. */
export const demoPassword = 'certloom-demo'

/** `place` is where they work, `role` what they are there, `note` what that means, if it is not plain. */
export type DemoAccount = { email: string; name: string; place: string; role: string; note: string | null }

export const demoAccounts: readonly DemoAccount[] = [
  { email: 'owner@harbor.test', name: 'Ingrid Solberg', place: 'Harbor Compliance', role: 'Owner', note: 'the consulting firm' },
  { email: 'admin@harbor.test', name: 'Mateo Alvarez', place: 'Harbor Compliance', role: 'Admin', note: null },
  { email: 'reviewer@harbor.test', name: 'Priya Nair', place: 'Harbor Compliance', role: 'Reviewer', note: 'approves documents' },
  { email: 'member@harbor.test', name: 'Tom Whitfield', place: 'Harbor Compliance', role: 'Member', note: 'fills documents' },
  { email: 'viewer@harbor.test', name: 'Grace Oduya', place: 'Harbor Compliance', role: 'Viewer', note: 'reads only' },
  { email: 'manager@acme.test', name: 'Daniel Brandt', place: 'Acme Corp', role: 'Manager', note: 'a customer with an ISO 27001 plan' },
  { email: 'contributor@acme.test', name: 'Mei Tanaka', place: 'Acme Corp', role: 'Contributor', note: 'fills documents' },
  { email: 'viewer@acme.test', name: 'Lucas Moreau', place: 'Acme Corp', role: 'Viewer', note: 'reads only' },
  { email: 'manager@beta.test', name: 'Sofia Lindqvist', place: 'Beta Inc', role: 'Manager', note: 'a customer with an ISO 9001 plan' },
  {
    email: 'owner@northlight.test',
    name: 'Amara Bello',
    place: 'Northlight Advisors',
    role: 'Owner',
    note: 'another firm that sees nothing of Harbor',
  },
]
