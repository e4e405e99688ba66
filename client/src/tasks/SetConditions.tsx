import { taskStatuses } from '@certloom/shared/tasks/transitions'
import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { Condition, Conditions } from '../ui/Conditions.tsx'
import { stateWord } from '../ui/StateMark.tsx'
import { useAssignees } from './AssigneePicker.tsx'
import { type FixedFilter, listed, type TaskSearch } from './taskSearch.ts'
import { dueWords, evidenceWords, priorities, priorityWords, scopeWords } from './words.ts'

type Props = { search: TaskSearch; fixed: FixedFilter; onChange: (change: Partial<TaskSearch>) => void }

/** The conditions that are set, each with the way to take it away. */
export function SetConditions({ search, fixed, onChange }: Props) {
  const frameworks = useQuery({
    ...q.frameworks.list.queryOptions({ input: { limit: 100 } }),
    enabled: search.framework !== undefined,
  }).data
  const customer = useQuery({
    ...q.customers.get.queryOptions({ input: { customer_id: search.customer ?? '' } }),
    enabled: search.customer !== undefined,
  }).data
  const known = useAssignees(fixed.customer_id ?? search.customer)
  const assignee =
    search.assignee === 'me'
      ? 'Me'
      : search.assignee === 'nobody'
        ? 'Nobody'
        : ([...known.people, ...known.teams].find(({ value }) => value === search.assignee)?.label ?? 'Somebody')
  const set: { field: keyof TaskSearch; words: string }[] = [
    ...(search.status === undefined
      ? []
      : [{ field: 'status' as const, words: (listed(taskStatuses, search.status) ?? []).map(stateWord).join(', ') }]),
    ...(search.priority === undefined
      ? []
      : [{ field: 'priority' as const, words: (listed(priorities, search.priority) ?? []).map((one) => priorityWords[one]).join(', ') }]),
    ...(search.customer === undefined ? [] : [{ field: 'customer' as const, words: `Customer: ${customer?.company_name ?? '…'}` }]),
    ...(search.assignee === undefined ? [] : [{ field: 'assignee' as const, words: `Assignee: ${assignee}` }]),
    ...(search.due === undefined ? [] : [{ field: 'due' as const, words: dueWords[search.due] }]),
    ...(search.evidence === undefined ? [] : [{ field: 'evidence' as const, words: evidenceWords[search.evidence] }]),
    ...(search.scope === undefined ? [] : [{ field: 'scope' as const, words: `Scope: ${scopeWords[search.scope]}` }]),
    ...(search.framework === undefined
      ? []
      : [{ field: 'framework' as const, words: frameworks?.data.find(({ id }) => id === search.framework)?.name ?? 'Framework' }]),
  ]
  if (set.length === 0) return null
  return (
    <Conditions>
      {set.map(({ field, words }) => (
        <Condition key={field} words={words} onRemove={() => onChange({ [field]: undefined })} />
      ))}
    </Conditions>
  )
}
