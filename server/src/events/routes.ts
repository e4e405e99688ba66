import { protectedBySession } from '../http/procedures.ts'

export const eventRoutes = {
  subscribe: protectedBySession.events.subscribe.handler(({ context, signal }) => context.events.subscribe(context.signedIn, signal)),
}
