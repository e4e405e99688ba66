import type { Plan } from '@certloom/shared/plans/contract'
import type { PlanStatus } from '@certloom/shared/plans/transitions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { setPlanProblem } from './planProblem.ts'

const said: Record<PlanStatus, string> = { active: 'active again', paused: 'paused', completed: 'completed', cancelled: 'cancelled' }

/** Reads anew what hangs on a plan. */
export function usePlanRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const keys = [q.plans.key(), q.documents.key(), q.tasks.key(), q.progress.key(), q.activity.key(), q.customers.key()]
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
  }
}

/** Pauses, resumes, completes or cancels a plan at once. */
export function useStatusChange(plan: Plan, onDone?: () => void) {
  const refresh = usePlanRefresh()
  return useMutation({
    mutationFn: (plan_status: PlanStatus) => api.plans.update({ customer_id: plan.customer_id, plan_id: plan.id, plan_status }),
    onMutate: () => setPlanProblem(plan.id, null),
    onSuccess: async (_, status) => {
      await refresh()
      announce(`${plan.plan_name} is ${said[status]}`)
      onDone?.()
    },
    onError: (error) => setPlanProblem(plan.id, error),
  })
}

function madeWords(made: number): string {
  if (made === 0) return 'No document is missing'
  return made === 1 ? '1 missing document was made' : `${made} missing documents were made`
}

/** Makes the documents a plan's selection has and the plan lacks, and says how many there were. */
export function useGenerateDocuments(plan: Plan) {
  const refresh = usePlanRefresh()
  return useMutation({
    mutationFn: () => api.plans.generateDocuments({ customer_id: plan.customer_id, plan_id: plan.id }),
    onMutate: () => setPlanProblem(plan.id, null),
    onSuccess: async (after) => {
      await refresh()
      const made = after.document_count - plan.document_count
      const words = madeWords(made)
      announce(words)
      setPlanProblem(plan.id, null, `${words}.`)
    },
    onError: (error) => setPlanProblem(plan.id, error),
  })
}
