import { taskStatuses } from '@certloom/shared/tasks/transitions'
import { Button, Checkbox, NativeSelect, Popover, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilter, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { CustomerFilter } from '../customers/CustomerPicker.tsx'
import { stateWord } from '../ui/StateMark.tsx'
import { groupsOf, useAssignees } from './AssigneePicker.tsx'
import { SetConditions } from './SetConditions.tsx'
import classes from './TaskFilters.module.css'
import { conditionsOf, dueChoices, evidenceChoices, type FixedFilter, listed, type TaskSearch } from './taskSearch.ts'
import { dueWords, evidenceWords, priorities, priorityWords, scopes, scopeWords } from './words.ts'

type Props = { search: TaskSearch; fixed: FixedFilter; onChange: (change: Partial<TaskSearch>) => void }

/** Which tasks are shown: words of the title, and conditions behind a button. What is set stands beside it and is taken away with one click. */
export function TaskFilters({ search, fixed, onChange }: Props) {
  const count = conditionsOf(search)
  return (
    <div className={classes.filters}>
      <SearchField value={search.q ?? ''} onChange={(text) => onChange({ q: text === '' ? undefined : text })} />
      <Popover position="bottom-start" shadow="md" trapFocus withinPortal={false}>
        <Popover.Target>
          <Button variant="default" leftSection={<IconFilter className={classes.icon} aria-hidden />}>
            {count === 0 ? 'Filter' : `Filter (${count})`}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.dropdown} aria-label="Filter">
          <Conditions search={search} fixed={fixed} onChange={onChange} />
        </Popover.Dropdown>
      </Popover>
      <SetConditions search={search} fixed={fixed} onChange={onChange} />
    </div>
  )
}

/** Asks once somebody stops typing for a moment. What others put into the address is shown too. */
function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value)
  const [shown, setShown] = useState(value)
  if (shown !== value) {
    setShown(value)
    if (value !== text.trim()) setText(value)
  }
  const ask = useDebouncedCallback(onChange, 250)
  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label="Search tasks"
      placeholder="Search"
      leftSection={<IconSearch className={classes.icon} aria-hidden />}
      maxLength={200}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        ask(currentTarget.value.trim())
      }}
    />
  )
}

const any = { value: '', label: 'Any' }

function Conditions({ search, fixed, onChange }: Props) {
  const assignees = useAssignees(fixed.customer_id ?? search.customer)
  const frameworks = useQuery(q.frameworks.list.queryOptions({ input: { limit: 100 } })).data?.data ?? []
  const pick = (name: keyof TaskSearch) => (event: { currentTarget: { value: string } }) =>
    onChange({ [name]: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
  return (
    <div className={classes.conditions}>
      {fixed.customer_id === undefined && fixed.plan_id === undefined && (
        <CustomerFilter customerId={search.customer} onChange={(customer) => onChange({ customer })} />
      )}
      <Several
        legend="Status"
        choices={taskStatuses.map((value) => ({ value, label: stateWord(value) }))}
        value={listed(taskStatuses, search.status) ?? []}
        onChange={(chosen) => onChange({ status: chosen })}
      />
      <Several
        legend="Priority"
        choices={priorities.map((value) => ({ value, label: priorityWords[value] }))}
        value={listed(priorities, search.priority) ?? []}
        onChange={(chosen) => onChange({ priority: chosen })}
      />
      {fixed.mine === undefined && (
        <NativeSelect
          label="Assignee"
          value={search.assignee ?? ''}
          onChange={pick('assignee')}
          data={[any, { value: 'me', label: 'Me' }, { value: 'nobody', label: 'Nobody' }, ...groupsOf(assignees)]}
        />
      )}
      <NativeSelect
        className={classes.short}
        label="Due"
        value={search.due ?? ''}
        onChange={pick('due')}
        data={[any, ...dueChoices.map((value) => ({ value, label: dueWords[value] }))]}
      />
      <NativeSelect
        className={classes.short}
        label="Scope"
        value={search.scope ?? ''}
        onChange={pick('scope')}
        data={[any, ...scopes.map((value) => ({ value, label: scopeWords[value] }))]}
      />
      <NativeSelect
        label="Evidence"
        value={search.evidence ?? ''}
        onChange={pick('evidence')}
        data={[any, ...evidenceChoices.map((value) => ({ value, label: evidenceWords[value] }))]}
      />
      {fixed.plan_id === undefined && (
        <NativeSelect
          label="Framework"
          value={search.framework ?? ''}
          onChange={pick('framework')}
          data={[any, ...frameworks.filter(({ template_count }) => template_count > 0).map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
    </div>
  )
}

type SeveralProps = {
  legend: string
  choices: readonly { value: string; label: string }[]
  value: readonly string[]
  onChange: (chosen: string | undefined) => void
}

function Several({ legend, choices, value, onChange }: SeveralProps) {
  const toggle = (one: string) => {
    const next = value.includes(one) ? value.filter((chosen) => chosen !== one) : [...value, one]
    onChange(next.length === 0 ? undefined : next.join(','))
  }
  return (
    <fieldset className={classes.several}>
      <legend className={classes.legend}>{legend}</legend>
      {choices.map((choice) => (
        <Checkbox key={choice.value} label={choice.label} checked={value.includes(choice.value)} onChange={() => toggle(choice.value)} />
      ))}
    </fieldset>
  )
}
