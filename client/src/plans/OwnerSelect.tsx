import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'

type OwnerSelectProps = {
  customerId: string
  value: string | null
  onChange: (userId: string | null) => void
  error: string | null
}

/** Chooses who answers for a plan, among those who can see its customer. Somebody who left stays shown until somebody else is chosen. */
export function OwnerSelect({ customerId, value, onChange, error }: OwnerSelectProps) {
  const { data } = useQuery(q.members.list.queryOptions({ input: { limit: 200 } }))
  const members = data?.data ?? []
  const choices = members.filter(
    (member) => member.user_id === value || (member.is_active && (member.customer_id === null || member.customer_id === customerId)),
  )
  return (
    <NativeSelect
      label="Owner"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: 'Nobody' }, ...choices.map((member) => ({ value: member.user_id, label: member.name }))]}
      error={error}
    />
  )
}
