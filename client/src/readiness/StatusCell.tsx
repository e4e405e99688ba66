import { type AnswerStatus, answerStatuses } from '@certloom/shared/readiness/status'
import { Menu, UnstyledButton } from '@mantine/core'
import { memo, useRef, useState } from 'react'
import { StatusChip, stateWord } from '../ui/StateMark.tsx'
import { Claims } from './Claims.tsx'
import classes from './cells.module.css'
import { useChecklistHost } from './host.ts'
import type { LiveRow } from './liveRows.ts'
import { inPopups } from './popups.ts'
import { statusOf } from './view.ts'

type Props = { id: string; code: string; live: LiveRow; tabIndex: number }

/** The status of a row, changed in place; while people disagree, what each of them says. */
export const StatusCell = memo(function StatusCell({ id, code, live, tabIndex }: Props) {
  const { canWrite, editing } = useChecklistHost()
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const status = statusOf(live)
  if (live.claims.length > 0) return <Claims id={id} code={code} claims={live.claims} tabIndex={tabIndex} />
  if (!canWrite) return <StatusChip state={status} />
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <UnstyledButton
        ref={button}
        className={classes.chipButton}
        tabIndex={tabIndex}
        data-control="status"
        aria-label={`Status of ${code}: ${stateWord(status)}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        <StatusChip state={status} />
      </UnstyledButton>
      {isOpen && <StatusMenu label={`Status of ${code}`} onChoose={(next) => editing.choose([id], next)} onClose={close} />}
    </>
  )
})

type MenuProps = { label: string; onChoose: (status: AnswerStatus) => void; onClose: () => void }

/** The four statuses with the keys that set them. It is made when it is opened: a grid has too many cells to carry one in each. */
function StatusMenu({ label, onChoose, onClose }: MenuProps) {
  return (
    <Menu opened onClose={onClose} position="bottom-start" returnFocus={false} {...inPopups}>
      <Menu.Target>
        <span className={classes.anchor} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {answerStatuses.map((status, index) => (
          <Menu.Item key={status} onClick={() => onChoose(status)} rightSection={<kbd className={classes.key}>{index + 1}</kbd>}>
            <StatusChip state={status} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
