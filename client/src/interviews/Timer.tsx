import { useEffect, useState } from 'react'
import { announce } from '../app/announcer.ts'
import classes from './SessionHeader.module.css'

const inWords = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** What is left of the time for a topic; it is only told, nothing ends by it. */
export function Timer({ endsAt }: { endsAt: number | null }) {
  const [now, setNow] = useState(() => Date.now())
  const left = endsAt === null ? null : Math.max(0, Math.ceil((endsAt - now) / 1_000))
  const isOver = left === 0
  useEffect(() => {
    setNow(Date.now())
    if (endsAt === null || isOver) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [endsAt, isOver])
  useEffect(() => {
    if (isOver) announce('The time for this topic is over')
  }, [isOver])
  if (left === null) return null
  return (
    <span className={classes.timer} data-over={isOver || undefined}>
      {isOver ? 'Time is over' : `${inWords(left)} left`}
    </span>
  )
}
