import { open, protectedBySession } from '../http/procedures.ts'
import { requestPasswordReset, resetPassword } from './resetPassword.ts'
import { signOut, signOutEverywhere, switchOrganization, whoAmI } from './service.ts'
import { signIn } from './signIn.ts'
import { signUp } from './signUp.ts'

export const accountRoutes = {
  signUp: open.accounts.signUp.handler(({ input, context }) =>
    signUp(context, {
      organizationName: input.organization_name,
      name: input.name,
      email: input.email,
      password: input.password,
      timeZone: input.time_zone,
    }),
  ),
  login: open.accounts.login.handler(({ input, context }) => signIn(context, input)),
  logout: protectedBySession.accounts.logout.handler(({ context }) => signOut(context)),
  logoutEverywhere: protectedBySession.accounts.logoutEverywhere.handler(({ context }) => signOutEverywhere(context)),
  me: protectedBySession.accounts.me.handler(({ context }) => whoAmI(context)),
  switchOrganization: protectedBySession.accounts.switchOrganization.handler(({ input, context }) =>
    switchOrganization(context, input.organization_id),
  ),
  requestPasswordReset: open.accounts.requestPasswordReset.handler(async ({ input, context }) => {
    await requestPasswordReset(context, input.email)
    return { sent_to: input.email }
  }),
  resetPassword: open.accounts.resetPassword.handler(({ input, context }) => resetPassword(context, input)),
}
