import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { PersonHere } from '../collab/people.ts'
import type { AskedProps } from './askedProps.ts'
import type { SessionDetail } from './queries.ts'
import classes from './SessionHeader.module.css'
import type { Agreeing } from './useAgreeing.ts'
import type { Life } from './useLife.ts'
import type { SessionState } from './useSessionRoom.ts'

type Props = {
  session: SessionDetail
  rights: AskedProps['rights']
  people: readonly PersonHere[]
  state: SessionState
  agreeing: Agreeing
  life: Life
  /** what the reader is at */
  current: string
  onMissing: (() => void) | undefined
  onSubmit: () => void
}

const minutesOffered = [5, 10, 15]

/** What else one can do with a session: end it, give it time, hand over its lead, and read what it came to. */
export function SessionMenu(props: Props) {
  const { session, rights, life, onMissing, onSubmit } = props
  const isCompleted = session.session_status === 'completed'
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon aria-label={`More of this ${session.session_kind}`}>
          <IconDots className={classes.icon} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {rights.mayRun && (
          <Menu.Item onClick={life.complete} disabled={isCompleted}>
            Complete the {session.session_kind}
          </Menu.Item>
        )}
        {rights.mayRun && onMissing && <Menu.Item onClick={onMissing}>What is missing</Menu.Item>}
        {isCompleted && session.documents.length > 0 && <Menu.Item onClick={onSubmit}>Submit its documents</Menu.Item>}
        <Menu.Item renderRoot={(props) => <Link to="/interviews/$sessionId/minutes" params={{ sessionId: session.id }} {...props} />}>
          Minutes
        </Menu.Item>
        {rights.isLeading && <Leading {...props} />}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What the one who leads can do besides. */
function Leading({ people, state, agreeing, current }: Props) {
  return (
    <>
      <Menu.Divider />
      {minutesOffered.map((minutes) => (
        <Menu.Item key={minutes} onClick={() => agreeing.setTimer(current, minutes)}>
          {minutes} minutes for this topic
        </Menu.Item>
      ))}
      {state.steering.timerEndsAt !== null && <Menu.Item onClick={() => agreeing.setTimer(current, null)}>Stop the timer</Menu.Item>}
      {people
        .filter(({ isSelf, mayLead }) => !isSelf && mayLead)
        .map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => agreeing.handOver(id, current)}>
            Hand the lead to {name}
          </Menu.Item>
        ))}
    </>
  )
}
