/** The people of the demo world (`SEED=demo`). Their password is public; the sign-in page of a demo server offers them. */
export const demoPassword = 'certloom-demo'

export type DemoAccount = { email: string; name: string; note: string }

export const demoAccounts: readonly DemoAccount[] = [
  { email: 'owner@harbor.test', name: 'Ingrid Solberg', note: 'Owner of Harbor Compliance, the consulting firm' },
  { email: 'admin@harbor.test', name: 'Mateo Alvarez', note: 'Admin of Harbor Compliance' },
  { email: 'reviewer@harbor.test', name: 'Priya Nair', note: 'Reviewer at Harbor Compliance: approves documents' },
  { email: 'member@harbor.test', name: 'Tom Whitfield', note: 'Consultant at Harbor Compliance: fills documents' },
  { email: 'viewer@harbor.test', name: 'Grace Oduya', note: 'Viewer at Harbor Compliance: reads only' },
  { email: 'manager@acme.test', name: 'Daniel Brandt', note: 'Manager at Acme Corp, a customer with an ISO 27001 plan' },
  { email: 'contributor@acme.test', name: 'Mei Tanaka', note: 'Contributor at Acme Corp: fills documents' },
  { email: 'viewer@acme.test', name: 'Lucas Moreau', note: 'Viewer at Acme Corp: reads only' },
  { email: 'manager@beta.test', name: 'Sofia Lindqvist', note: 'Manager at Beta Inc, a customer with an ISO 9001 plan' },
  { email: 'owner@northlight.test', name: 'Amara Bello', note: 'Owner of Northlight Advisors, another firm that sees nothing of Harbor' },
]
