import type { InterviewQuestion } from '../db/generated/client.ts'

type Place = Pick<InterviewQuestion, 'documentId' | 'sectionId' | 'position' | 'isAsked'>

/** Where a document stands in its session: after its first question, those that ask nothing of their own last. */
type Rank = { own: number; first: number }
type Ranks = ReadonlyMap<string, Rank>

/** Where each document of a session stands in the order the session began with. */
export function documentRanks(places: readonly Place[]): Ranks {
  const ranks = new Map<string, Rank>()
  for (const { documentId, position, isAsked } of places) {
    const { own, first } = ranks.get(documentId) ?? { own: Number.POSITIVE_INFINITY, first: position }
    ranks.set(documentId, { own: isAsked ? Math.min(own, position) : own, first: Math.min(first, position) })
  }
  return ranks
}

const last: Rank = { own: Number.POSITIVE_INFINITY, first: Number.POSITIVE_INFINITY }

/** Compares two documents of a session. */
export function byRank(ranks: Ranks, left: string, right: string): number {
  const [a, b] = [ranks.get(left) ?? last, ranks.get(right) ?? last]
  if (a.own !== b.own) return a.own < b.own ? -1 : 1
  return a.first - b.first || (left < right ? -1 : left > right ? 1 : 0)
}

/**
 * Where each question is answered, by position: as the session began with, or if that document was archived since, in the next that asks it.
 * @param places of a session, of documents that are there
 */
export function answeredAt<P extends Place>(places: readonly P[]): ReadonlyMap<number, P> {
  const ranks = documentRanks(places)
  const answered = new Map<number, P>()
  for (const place of places.toSorted((a, b) => byRank(ranks, a.documentId, b.documentId) || Number(b.isAsked) - Number(a.isAsked)))
    if (!answered.has(place.position)) answered.set(place.position, place)
  return answered
}
