import { ORPCError } from '@orpc/client'
import { Link } from '@tanstack/react-router'
import classes from './PlanFrame.module.css'

/** Where a plan was refused because another one is open for its framework: the way to that one. */
export function OpenPlanLink({ error }: { error: unknown }) {
  const planId = error instanceof ORPCError && error.code === 'conflict' ? planIdIn(error.data) : undefined
  if (planId === undefined) return null
  return (
    <Link to="/plans/$planId" params={{ planId }} className={classes.link}>
      Go to the open plan
    </Link>
  )
}

function planIdIn(data: unknown): string | undefined {
  const planId: unknown = typeof data === 'object' && data !== null && 'plan_id' in data ? data.plan_id : undefined
  return typeof planId === 'string' ? planId : undefined
}
