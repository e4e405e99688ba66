import { type ProgressBand, progressBands } from '@certloom/shared/customers/listing'
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { useFrameworks } from '../frameworks/queries.ts'
import classes from './CustomersPage.module.css'
import type { CustomersSearch } from './customersSearch.ts'

const bandWords: Record<ProgressBand, string> = {
  no_plan: 'Without an active plan',
  not_started: 'Not started',
  under_way: 'Under way',
  complete: 'Complete',
}

/** After this many milliseconds without a key the search begins. */
const typingPause = 250

type Props = { search: CustomersSearch; onChange: (changes: CustomersSearch) => void }

/** Which customers to list. What is chosen is in the address. */
export function CustomerFilters({ search, onChange }: Props) {
  const frameworks = useFrameworks()
  const mayBringBack = useCan()('customer.write')
  return (
    <search className={classes.filters}>
      <Words key={search.q === undefined ? 'none' : 'some'} q={search.q} onChange={onChange} />
      <NativeSelect
        label="Standard"
        value={search.framework ?? ''}
        onChange={(event) => onChange({ framework: event.currentTarget.value || undefined })}
        data={[{ value: '', label: 'Any standard' }, ...frameworks.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <NativeSelect
        label="Progress"
        value={search.progress ?? ''}
        onChange={(event) => onChange({ progress: progressBands.find((band) => band === event.currentTarget.value) })}
        data={[{ value: '', label: 'Any progress' }, ...progressBands.map((band) => ({ value: band, label: bandWords[band] }))]}
      />
      {mayBringBack && (
        <SegmentedControl
          aria-label="Active or archived customers"
          value={search.archived ? 'archived' : 'active'}
          onChange={(value) => onChange({ archived: value === 'archived' ? true : undefined })}
          data={[
            { value: 'active', label: 'Active' },
            { value: 'archived', label: 'Archived' },
          ]}
        />
      )}
    </search>
  )
}

function Words({ q, onChange }: { q: string | undefined; onChange: Props['onChange'] }) {
  const [text, setText] = useState(q ?? '')
  const search = useDebouncedCallback((words: string) => onChange({ q: words.trim() === '' ? undefined : words.trim() }), typingPause)
  return (
    <TextInput
      className={classes.search}
      type="search"
      label="Search"
      placeholder="Company, industry or e-mail"
      leftSection={<IconSearch className={classes.searchIcon} aria-hidden />}
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}
