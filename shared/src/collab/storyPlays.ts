import type * as Y from 'yjs'
import type { AnswerOwner, AnswerStatus } from '../readiness/status.ts'
import type { StoryCard } from '../story/contract.ts'
import { effectsOf } from '../story/preview.ts'
import { checklistRow, readOwner, readRow, readStatus, setOwner, storyPlays } from './checklistDoc.ts'
import { chooseStatus, takeBackStatus } from './statusClaims.ts'

/** What a play did to a row: `before` and `status` are null-to-value; `owner` is who it put there, where nobody was. */
type PlayedRow = { before: AnswerStatus | null; status: AnswerStatus; owner: AnswerOwner | null }

/** Somebody's decision on a card, with what is needed to take it back. */
export type Play = { cardId: string; userId: string; optionId: string; at: string; rows: ReadonlyMap<string, PlayedRow> }

type By = { userId: string; now: Date }

const separator = ':'

/** The key under which somebody's decision on a card stands. */
export const playKey = (cardId: string, userId: string): string => cardId + separator + userId

/** Whose decision a key holds; nobody's for keys that hold none. */
export const playerOf = (key: string): string => key.slice(key.indexOf(separator) + 1)

/**
 * Decides a card: its rows get the statuses of the option, except where somebody decided that a row does not apply, and those nobody owns get the owner.
 * Deciding again keeps what was there before the first time, unless somebody has changed the row in between. To be called within a transaction.
 */
export function playCard(doc: Y.Doc, card: StoryCard, optionId: string, { owner, ...by }: By & { owner: AnswerOwner | null }): void {
  const option = card.options.find(({ id }) => id === optionId)
  if (!option) return
  const earlier = playsOf(doc).find(({ cardId, userId }) => cardId === card.id && userId === by.userId)
  const rows: Record<string, unknown> = {}
  for (const effect of effectsOf(option, (id) => readRow(checklistRow(doc, id)).status)) {
    if (effect.isKept) continue
    const row = checklistRow(doc, effect.requirementId)
    const was = earlier?.rows.get(effect.requirementId)
    const takesOwner = owner !== null && readRow(row).owner === null
    chooseStatus(row, effect.after, by)
    if (takesOwner) setOwner(row, owner)
    const given = takesOwner ? owner : (was?.owner ?? null)
    rows[effect.requirementId] = {
      before: was?.status === effect.before ? was.before : effect.before,
      status: effect.after,
      owner: given && `${given.kind}:${given.id}`,
    }
  }
  storyPlays(doc).set(playKey(card.id, by.userId), { option: optionId, at: by.now.toISOString(), rows })
}

/**
 * Takes somebody's own decision back: rows that still say what it set say again what they said before. Rows that were changed since stay.
 * To be called within a transaction.
 * @returns how many rows were put back, and how many stayed
 */
export function takeBackPlay(doc: Y.Doc, play: Play): { back: number; kept: number } {
  let back = 0
  for (const [requirementId, { before, status, owner }] of play.rows) {
    const row = checklistRow(doc, requirementId)
    const isStill = readRow(row).status === status
    if (isStill) back++
    takeBackStatus(row, { userId: play.userId, status, before })
    if (owner !== null && isStill && readRow(row).owner?.id === owner.id) setOwner(row, null)
  }
  storyPlays(doc).delete(playKey(play.cardId, play.userId))
  return { back, kept: play.rows.size - back }
}

/** What people decided, earliest first. What nobody of ours wrote counts as not there. */
export const playsOf = (doc: Y.Doc): Play[] =>
  [...storyPlays(doc)]
    .flatMap(([key, value]) => readPlay(key, value) ?? [])
    .sort((a, b) => compare(a.at, b.at) || compare(a.userId, b.userId))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function readPlay(key: string, value: unknown): Play | null {
  if (!isRecord(value) || !key.includes(separator)) return null
  const { option, at, rows } = value
  if (typeof option !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !isRecord(rows)) return null
  const [cardId = ''] = key.split(separator)
  return { cardId, userId: playerOf(key), optionId: option, at, rows: new Map(Object.entries(rows).flatMap(readPlayedRow)) }
}

function readPlayedRow([id, value]: [string, unknown]): [string, PlayedRow][] {
  const status = isRecord(value) ? readStatus(value.status) : null
  return isRecord(value) && status !== null ? [[id, { before: readStatus(value.before), status, owner: readOwner(value.owner) }]] : []
}
