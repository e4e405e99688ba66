import { protectedBySession } from '../http/procedures.ts'

export const eventRoutes = {
  subscribe: protectedBySession.events.subscribe.handler(({ context, input, signal }) =>
    context.events.subscribe(context.signedIn, input.reach_back_ms, signal),
  ),
}
