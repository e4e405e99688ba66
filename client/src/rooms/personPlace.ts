import type { Awareness } from 'y-protocols/awareness'
import { focusSectionTitle, sectionElementId, showSection } from '../sections/sectionPlace.ts'

/** Where somebody is: a section, and in it their caret or cell, which is drawn under the id of their client. */
export type PersonPlace = { client: number; section: string; hasCursor: boolean; key: string }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isOf = (state: unknown, person: string): state is Record<string, unknown> =>
  isRecord(state) && isRecord(state.user) && state.user.id === person

/** Of several tabs the one that was touched lately counts, and one with the focus in a section before one that only shows it. */
const weightOf = (state: Record<string, unknown>): number => (state.isIdle === true ? 0 : 2) + (state.isReading === true ? 0 : 1)

/** Where somebody else in the room is; null if they are nowhere in particular. */
export function placeOf({ states }: Awareness, person: string): PersonPlace | null {
  let best: { client: number; state: Record<string, unknown> } | null = null
  for (const [client, state] of states) {
    if (!isOf(state, person) || typeof state.section !== 'string') continue
    if (best === null || weightOf(state) > weightOf(best.state)) best = { client, state }
  }
  if (best === null) return null
  const { client, state } = best
  const section = String(state.section)
  return { client, section, hasCursor: isRecord(state.cursor), key: JSON.stringify([client, section, state.cursor ?? null]) }
}

/** A caret this close to the edge of the paper, in pixels, is brought to the middle. */
const edge = 72

function isInSight(element: Element): boolean {
  const scroller = element.closest('[data-scroller]')?.getBoundingClientRect()
  const box = element.getBoundingClientRect()
  return scroller !== undefined && box.top >= scroller.top + edge && box.bottom <= scroller.bottom - edge
}

const markOf = ({ client, section }: PersonPlace): Element | null =>
  document.getElementById(sectionElementId(section))?.querySelector(`[data-client="${client}"]`) ?? null

/** The editor of a section comes only when that is near, and draws carets a moment later: about a second of frames. */
const mostFrames = 60

/** Brings somebody's caret or cell into sight, or their section if they have none. Returns a function that gives up. */
export function showPlace(place: PersonPlace, last: PersonPlace | null): () => void {
  let frame = 0
  if (place.section !== last?.section) showSection(place.section)
  const look = (rest: number) => {
    const mark = markOf(place)
    if (mark && !isInSight(mark)) mark.scrollIntoView({ block: 'center', inline: 'nearest' })
    else if (!mark && rest > 0) frame = requestAnimationFrame(() => look(rest - 1))
  }
  if (place.hasCursor) frame = requestAnimationFrame(() => look(mostFrames))
  return () => cancelAnimationFrame(frame)
}

/** Takes the reader to where somebody is, once: reading goes on at the title of that section. */
export function goToPerson(awareness: Awareness, person: string): string | null {
  const place = placeOf(awareness, person)
  if (place === null) return null
  showPlace(place, null)
  focusSectionTitle(place.section)
  return place.section
}
