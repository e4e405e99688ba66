import { useEffect, useRef } from 'react'
import { announce } from '../app/announcer.ts'
import type { PersonHere } from './people.ts'

/** Long enough that a reconnect or a reload is no news, and that several who come together are one sentence. */
const settleTime = 4_000

function sentence(names: string[], verb: string): string[] {
  if (names.length === 0) return []
  const [first, second] = names
  if (names.length === 1) return [`${first} ${verb}`]
  return [names.length === 2 ? `${first} and ${second} ${verb}` : `${names.length} people ${verb}`]
}

/** Says "Ana joined" and "Ben left" to screen readers, once things have settled. */
export function usePresenceAnnouncements(people: readonly PersonHere[]): void {
  const known = useRef<ReadonlyMap<string, string> | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => {
      const now = new Map(people.filter((person) => !person.isSelf).map((person) => [person.id, person.name]))
      const before = known.current
      known.current = now
      if (before === null) return
      const joined = [...now].filter(([id]) => !before.has(id)).map(([, name]) => name)
      const left = [...before].filter(([id]) => !now.has(id)).map(([, name]) => name)
      const news = [...sentence(joined, 'joined'), ...sentence(left, 'left')]
      if (news.length > 0) announce(news.join('. '))
    }, settleTime)
    return () => clearTimeout(timer)
  }, [people])
}
