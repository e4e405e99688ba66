import { protectedBySession } from '../http/procedures.ts'
import { listDeadlines } from './deadlines.ts'
import { getFigures } from './figures.ts'
import type { Of } from './of.ts'
import { getTrend } from './trend.ts'

const progress = protectedBySession.progress

const ofInput = (input: { customer_id?: string | undefined; plan_id?: string | undefined }): Of => ({
  customerId: input.customer_id,
  planId: input.plan_id,
})

export const progressRoutes = {
  figures: progress.figures.handler(({ context, input }) => getFigures(context, ofInput(input))),
  trend: progress.trend.handler(async ({ context, input }) => ({ data: await getTrend(context, ofInput(input), input.days) })),
  deadlines: progress.deadlines.handler(async ({ context, input }) => ({
    data: await listDeadlines(context, ofInput(input), input.limit),
  })),
}
