import type { StatusClaim } from '@certloom/shared/collab/statusClaims'
import { Button, Popover, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { SectionMark, StatusChip, stateWord } from '../ui/StateMark.tsx'
import classes from './Claims.module.css'
import { useChecklistHost } from './host.ts'
import { inPopups } from './popups.ts'

type Props = { id: string; code: string; claims: readonly StatusClaim[]; tabIndex: number }

/** Two or more people see a row otherwise: both are shown, until somebody confirms one. */
export function Claims({ id, code, claims, tabIndex }: Props) {
  const { editing, canWrite, nameOf } = useChecklistHost()
  const [isOpen, setIsOpen] = useState(false)
  const words = claims.map(({ userId, status }) => `${nameOf(userId)} says ${stateWord(status)}`).join(', ')
  const confirm = (status: StatusClaim['status']) => {
    setIsOpen(false)
    editing.confirm(id, status)
  }
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" trapFocus shadow="md" {...inPopups}>
      <Popover.Target>
        <UnstyledButton
          className={classes.claims}
          tabIndex={tabIndex}
          data-control="status"
          aria-label={`${code}: ${words}. Two views. Confirm one`}
          aria-expanded={isOpen}
          onClick={() => setIsOpen((wasOpen) => !wasOpen)}
        >
          {claims.slice(-2).map(({ userId, status }) => (
            <SectionMark key={userId} state={status} />
          ))}
          <span className={classes.word}>Two views</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.views}>
        <p className={classes.why}>People chose differently at the same time. Confirm what holds.</p>
        <ul className={classes.list}>
          {claims.map(({ userId, status }) => (
            <li key={userId} className={classes.claim}>
              <span className={classes.who}>{nameOf(userId)}</span>
              <StatusChip state={status} />
              {canWrite && (
                <Button size="compact-sm" variant="default" onClick={() => confirm(status)} aria-label={`Confirm ${stateWord(status)}`}>
                  Confirm
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
