import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { announce } from '../app/announcer.ts'
import type { Room } from '../collab/room.ts'
import classes from './QuestionActions.module.css'

/** Asks to speak, for everybody to see, until it is taken back or the reader leaves. */
export function RaiseHand({ room: { awareness } }: { room: Room }) {
  const [isUp, setIsUp] = useState(false)
  useEffect(() => {
    awareness.setLocalStateField('hasHandUp', isUp)
    return () => awareness.setLocalStateField('hasHandUp', false)
  }, [awareness, isUp])
  const toggle = () => {
    setIsUp(!isUp)
    announce(isUp ? 'Hand lowered' : 'Hand raised')
  }
  return (
    <Button
      variant={isUp ? 'light' : 'default'}
      aria-pressed={isUp}
      leftSection={<IconHandStop className={classes.icon} aria-hidden />}
      onClick={toggle}
    >
      {isUp ? 'Lower hand' : 'Raise hand'}
    </Button>
  )
}
