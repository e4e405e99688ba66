import { oc } from '@orpc/contract'
import { z } from 'zod'
import { customerRoles, organizationRoles } from '../roles.ts'

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** A role of either kind; which kinds fit is the service's to say. */
export const Role = z.union([z.enum(organizationRoles), z.enum(customerRoles)])

/** NIST SP 800-63B section 5.1.1.2 asks for at least 8 characters and no composition rules; we ask for 10. */
export const NewPassword = z.string().min(10, 'Use at least 10 characters').max(200)
export const PersonName = z.string().trim().min(1).max(120)

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** IANA name of a time zone. */
const TimeZone = z.string().max(60).refine(isTimeZone, 'Name a time zone as IANA does, e.g. Europe/Berlin')

/** Who is signed in, where, and as what. */
export const Me = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), color: z.number().int() }),
  organization: z.object({ id: z.uuid(), name: z.string() }),
  role: Role,
  customer: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  organizations: z.array(z.object({ id: z.uuid(), name: z.string(), role: Role, customer_name: z.string().nullable() })),
})
export type Me = z.infer<typeof Me>

export const accountsContract = {
  signUp: oc
    .route({ method: 'POST', path: '/auth/sign-up', successStatus: 201, summary: 'A new person with a new organization', tags: ['auth'] })
    .input(
      z.object({
        organization_name: z.string().trim().min(1).max(200),
        name: PersonName,
        email: Email,
        password: NewPassword,
        /** where the organization's days begin */
        time_zone: TimeZone.default('UTC'),
      }),
    )
    .output(Me),
  login: oc
    .route({ method: 'POST', path: '/auth/login', summary: 'Sign in; sets the session cookie', tags: ['auth'] })
    .input(z.object({ email: Email, password: z.string().min(1).max(200), totp: z.string().max(20).optional() }))
    .output(Me),
  logout: oc.route({ method: 'POST', path: '/auth/logout', successStatus: 204, summary: 'End this session', tags: ['auth'] }),
  logoutEverywhere: oc.route({
    method: 'POST',
    path: '/auth/logout-everywhere',
    successStatus: 204,
    summary: 'End every session of this person',
    tags: ['auth'],
  }),
  me: oc.route({ method: 'GET', path: '/auth/me', summary: 'Who am I here', tags: ['auth'] }).output(Me),
  switchOrganization: oc
    .route({ method: 'POST', path: '/auth/organization', summary: 'Go on in another of my organizations', tags: ['auth'] })
    .input(z.object({ organization_id: z.uuid() }))
    .output(Me),
  requestPasswordReset: oc
    .route({
      method: 'POST',
      path: '/auth/password-reset',
      successStatus: 202,
      summary: 'Mail a reset link, if there is such an account; answers alike',
      tags: ['auth'],
    })
    .input(z.object({ email: Email }))
    .output(z.object({ sent_to: z.string() })),
  resetPassword: oc
    .route({
      method: 'POST',
      path: '/auth/password-reset/complete',
      successStatus: 204,
      summary: 'Set a new password; ends every session',
      tags: ['auth'],
    })
    .input(z.object({ token: z.string().min(1).max(200), password: NewPassword })),
}
