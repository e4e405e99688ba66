import { useEffect, useState } from 'react'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const dayAndTime = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const dayOnly = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })

/** Relative for the last day only: further back and ahead a date says more than a distance. */
function wordsFor(at: Date, now: number): string {
  const age = now - at.getTime()
  if (age < -minute || age >= day) return at.getFullYear() === new Date(now).getFullYear() ? dayAndTime.format(at) : dayOnly.format(at)
  if (age < minute) return relative.format(0, 'second')
  return age < hour ? relative.format(-Math.floor(age / minute), 'minute') : relative.format(-Math.floor(age / hour), 'hour')
}

/** A moment in the reader's locale and zone, with the absolute time on hover. */
export function When({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute)
    return () => clearInterval(timer)
  }, [])
  const date = new Date(at)
  return (
    <time dateTime={at} title={absolute.format(date)}>
      {wordsFor(date, now)}
    </time>
  )
}

const calendarDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** A calendar day such as a target date, which is the same day in every zone. */
export function OnDay({ day: iso }: { day: string }) {
  return <time dateTime={iso}>{calendarDay.format(new Date(`${iso}T00:00:00Z`))}</time>
}
