import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { Condition, Conditions } from '../ui/Conditions.tsx'

type Props = { customerId: string | undefined; onRemove: () => void }

/** Says that a list is one customer's, where its address asks for that, with the way to those of all. */
export function CustomerCondition({ customerId, onRemove }: Props) {
  const { data } = useQuery({
    ...q.customers.get.queryOptions({ input: { customer_id: customerId ?? '' } }),
    enabled: customerId !== undefined,
  })
  if (customerId === undefined) return null
  return (
    <Conditions>
      <Condition words={`Customer: ${data?.company_name ?? '…'}`} onRemove={onRemove} />
    </Conditions>
  )
}
