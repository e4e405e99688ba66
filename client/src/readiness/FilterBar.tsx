import type { Score } from '@certloom/shared/readiness/score'
import { Button, Menu, TextInput } from '@mantine/core'
import { IconChevronDown, IconSearch } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { type ChecklistSearch, checklistStatuses } from '../app/checklistRoute.ts'
import { stateWord } from '../ui/StateMark.tsx'
import classes from './FilterBar.module.css'
import { useChecklistHost } from './host.ts'

type Change = (change: Partial<ChecklistSearch>) => void
type Props = {
  search: ChecklistSearch
  onChange: Change
  score: Score
  titleOf: (code: string) => string
  searchRef: RefObject<HTMLInputElement | null>
  /** rows are selected: sorting and searching give way to what can be done with them */
  isSelecting: boolean
  children: ReactNode
}

function Toggle({ isOn, onToggle, children }: { isOn: boolean; onToggle: () => void; children: ReactNode }) {
  return (
    <Button size="compact-md" variant="default" className={classes.pill} data-on={isOn || undefined} aria-pressed={isOn} onClick={onToggle}>
      {children}
    </Button>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  value: T | undefined
  options: readonly { value: T; label: string }[]
  onChoose: (value: T | undefined) => void
  none?: string
}

/** One of several, or all: the button says which. */
function Choice<T extends string>({ label, value, options, onChoose, none = 'All' }: ChoiceProps<T>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-md"
          variant="default"
          className={classes.pill}
          data-on={chosen !== undefined || undefined}
          rightSection={<IconChevronDown className={classes.chevron} aria-hidden />}
        >
          {chosen ? `${label}: ${chosen.label}` : label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.Item onClick={() => onChoose(undefined)}>{none}</Menu.Item>
        {options.map((option) => (
          <Menu.Item key={option.value} onClick={() => onChoose(option.value)}>
            {option.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const sorts = [
  { value: 'status', label: 'What is left first' },
  { value: 'owner', label: 'Owner' },
  { value: 'due', label: 'Due date' },
] as const

/** Which rows are shown, and how: all of it is in the address. */
export function FilterBar({ search, onChange, score, titleOf, searchRef, isSelecting, children }: Props) {
  const { owners, includesCmmc } = useChecklistHost()
  const ownerOptions = [{ value: 'none', label: 'Nobody' }, ...owners.choices.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <div className={classes.bar}>
      <search className={classes.filters}>
        <Toggle
          isOn={search.status === 'unanswered'}
          onToggle={() => onChange({ status: search.status === 'unanswered' ? undefined : 'unanswered' })}
        >
          Unanswered {score.rows - score.answered}
        </Toggle>
        <Choice
          label="Domain"
          value={search.domain}
          options={score.domains.map(({ code }) => ({ value: code, label: `${code} ${titleOf(code)}` }))}
          onChoose={(domain) => onChange({ domain })}
        />
        <Choice
          label="Status"
          value={search.status === 'unanswered' ? undefined : search.status}
          options={checklistStatuses.filter((one) => one !== 'unanswered').map((value) => ({ value, label: stateWord(value) }))}
          onChoose={(status) => onChange({ status })}
        />
        <Choice label="Owner" value={search.owner} options={ownerOptions} onChoose={(owner) => onChange({ owner })} />
        <Toggle isOn={search.owner === 'mine'} onToggle={() => onChange({ owner: search.owner === 'mine' ? undefined : 'mine' })}>
          Mine
        </Toggle>
        {includesCmmc && (
          <Toggle isOn={search.cmmc === true} onToggle={() => onChange({ cmmc: search.cmmc ? undefined : true })}>
            CMMC
          </Toggle>
        )}
        {!isSelecting && (
          <>
            <Choice
              label="Sort"
              none="Order of the standard"
              value={sortOf(search)}
              options={sorts}
              onChoose={(sort) => onChange({ sort })}
            />
            <Toggle isOn={search.flat !== true} onToggle={() => onChange({ flat: search.flat ? undefined : true })}>
              Grouped
            </Toggle>
            <TextInput
              ref={searchRef}
              className={classes.search}
              size="xs"
              type="search"
              aria-label="Search rows"
              placeholder="Search"
              leftSection={<IconSearch className={classes.chevron} aria-hidden />}
              value={search.q ?? ''}
              onChange={(event) => onChange({ q: event.currentTarget.value || undefined })}
            />
          </>
        )}
      </search>
      {children}
    </div>
  )
}

const sortOf = ({ sort }: ChecklistSearch): (typeof sorts)[number]['value'] | undefined => (sort === 'code' ? undefined : sort)
