import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'

/** After this many milliseconds without a key the search begins. */
const typingPause = 250

/** Nobody reads further: more letters bring the name up. */
const mostShown = 20

type Props = {
  value: string | undefined
  onChange: (customerId: string | undefined) => void
  /** what it says while none is chosen */
  placeholder: string
  required?: boolean
  /** in a dialog: whether one begins with it */
  isFirst?: boolean
}

/** Chooses one customer, of however many there are: what is typed is looked for where they are kept. */
export function CustomerPicker({ value, onChange, placeholder, required = false, isFirst = false }: Props) {
  const [typed, setTyped] = useState('')
  const [settled] = useDebouncedValue(typed.trim(), typingPause)
  const { data: chosen } = useQuery({
    ...q.customers.get.queryOptions({ input: { customer_id: value ?? '' } }),
    enabled: value !== undefined,
  })
  const words = settled === chosen?.company_name ? '' : settled
  const { data } = useQuery({
    ...q.customers.list.queryOptions({ input: { limit: mostShown, ...(words !== '' && { q: words }) } }),
    placeholderData: keepPreviousData,
  })
  const found = new Map((data?.data ?? []).map(({ id, company_name }) => [id, company_name]))
  const named = chosen === undefined ? found : new Map([...found, [chosen.id, chosen.company_name]])
  return (
    <Select
      label="Customer"
      placeholder={placeholder}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      data={[...named].map(([id, label]) => ({ value: id, label }))}
      filter={({ options }) => options.filter((option) => 'value' in option && found.has(option.value))}
      searchable
      openOnFocus={false}
      data-autofocus={isFirst || undefined}
      searchValue={typed}
      onSearchChange={setTyped}
      required={required}
      clearable={!required}
      clearButtonProps={{ 'aria-label': 'Clear: Customer', 'aria-hidden': false, tabIndex: 0, size: 'md' }}
      nothingFoundMessage="No customer of that name"
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight="var(--cl-scroll-box)"
    />
  )
}

type FilterProps = { customerId: string | undefined; onChange: (customerId: string | undefined) => void }

/** Narrows a list of everybody's to one customer. A customer's own people see one anyway: for them there is nothing to choose. */
export function CustomerFilter({ customerId, onChange }: FilterProps) {
  const { customer } = useMe()
  return customer === null ? <CustomerPicker value={customerId} onChange={onChange} placeholder="Any" /> : null
}
