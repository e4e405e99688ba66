import { useEffect, useRef } from 'react'
import { announce } from '../app/announcer.ts'
import type { PersonHere } from './people.ts'

/** Long enough that a reconnect or a reload is no news, and that several who come together are one sentence. */
const settleTime = 4_000

type Known = ReadonlyMap<string, PersonHere>

function sentence(people: readonly PersonHere[], one: string, several: string): string[] {
  const [first, second] = people.map(({ name }) => name)
  if (people.length < 2) return first === undefined ? [] : [`${first} ${one}`]
  return [people.length === 2 ? `${first} and ${second} ${several}` : `${people.length} people ${several}`]
}

/** What to say of the way from one moment to the next. Who comes from or goes to being away is no news: a hidden page may drop out for a while. */
function newsBetween(before: Known, now: Known, self: string | undefined): string[] {
  const followsSelf = (person: PersonHere | undefined) => person !== undefined && self !== undefined && person.follows === self
  const joined = [...now.values()].filter(({ id }) => !before.has(id))
  const left = [...before.values()].filter(({ id, isIdle }) => !now.has(id) && !isIdle)
  const followers = [...now.values()].filter((person) => followsSelf(person) && !followsSelf(before.get(person.id)))
  return [...sentence(joined, 'joined', 'joined'), ...sentence(left, 'left', 'left'), ...sentence(followers, 'follows you', 'follow you')]
}

/** Says "Ana joined", "Ben left" and "Ana follows you" to screen readers, once things have settled. */
export function usePresenceAnnouncements(people: readonly PersonHere[]): void {
  const known = useRef<Known | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => {
      const now = new Map(people.filter((person) => !person.isSelf).map((person) => [person.id, person]))
      const before = known.current
      const away = [...(before ?? [])].filter(([id, { isIdle }]) => isIdle && !now.has(id))
      known.current = new Map([...away, ...now])
      const news = before === null ? [] : newsBetween(before, now, people.find((person) => person.isSelf)?.id)
      if (news.length > 0) announce(news.join('. '))
    }, settleTime)
    return () => clearTimeout(timer)
  }, [people])
}
