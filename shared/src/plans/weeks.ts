/** A day as `YYYY-MM-DD`. Days have no time zone: they are counted in UTC. */
type Day = string

const dayMs = 86_400_000
const dayAt = (time: number): Day => new Date(time).toISOString().slice(0, 10)

/** The Monday of a day's week (ISO 8601). */
export function mondayOf(day: Day): Day {
  const time = Date.parse(day)
  return dayAt(time - ((new Date(time).getUTCDay() + 6) % 7) * dayMs)
}

/** The Mondays of all weeks from one day's to another's, both among them; none if the last comes first. */
export function weeksBetween(first: Day, last: Day): Day[] {
  const weeks: Day[] = []
  for (let time = Date.parse(mondayOf(first)); time <= Date.parse(last); time += 7 * dayMs) weeks.push(dayAt(time))
  return weeks
}
