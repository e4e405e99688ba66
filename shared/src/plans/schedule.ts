/** A day as `YYYY-MM-DD`. Days have no time zone: they are counted in UTC. */
type Day = string

const dayMs = 86_400_000
const dayAt = (time: number): Day => new Date(time).toISOString().slice(0, 10)
const isWorkingDay = (time: number): boolean => ![0, 6].includes(new Date(time).getUTCDay())

/**
 * When each of so many things, done in their order, is due: spread evenly over the working days (Monday to Friday) after `today` up to
 * `target`, the last one on the last of them. Never on a weekend, never after the target, never earlier than the one before. Where no working
 * day is left, everything is due on the last one before the target.
 * @returns as many days as `count`
 */
export function dueDates(count: number, today: Day, target: Day): Day[] {
  const days = workingDays(today, target)
  const last = lastWorkingDay(target)
  return Array.from({ length: count }, (_, index) => days[Math.ceil(((index + 1) * days.length) / count) - 1] ?? last)
}

function workingDays(after: Day, until: Day): Day[] {
  const days: Day[] = []
  for (let time = Date.parse(after) + dayMs; time <= Date.parse(until); time += dayMs) if (isWorkingDay(time)) days.push(dayAt(time))
  return days
}

/** The target itself, or the Friday before it. */
export function lastWorkingDay(until: Day): Day {
  let time = Date.parse(until)
  while (!isWorkingDay(time)) time -= dayMs
  return dayAt(time)
}
