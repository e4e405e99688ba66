import { scoreOf } from '../readiness/score.ts'
import type { AnswerStatus } from '../readiness/status.ts'
import type { Story, StoryCard, StoryChapter } from './contract.ts'

type StatusOf = (requirementId: string) => AnswerStatus | null

/** How far a chapter is, from its rows alone: it does not matter whether they were answered in the story or in the grid. */
export type ChapterProgress = {
  rows: number
  answered: number
  /** cards all of whose rows are answered */
  settledCards: number
  /** null where no row of it applies */
  percentage: number | null
  /** every row is answered */
  hasBadge: boolean
}

export const rowsOfChapter = ({ cards }: StoryChapter): string[] => cards.flatMap((card) => card.requirement_ids)

/** Is every row of a card answered? */
export const isSettled = ({ requirement_ids }: Pick<StoryCard, 'requirement_ids'>, statusOf: StatusOf): boolean =>
  requirement_ids.every((id) => statusOf(id) !== null)

export function progressOf(chapter: StoryChapter, statusOf: StatusOf): ChapterProgress {
  const statuses = rowsOfChapter(chapter).map(statusOf)
  const [domain] = scoreOf(
    statuses.map((status) => ({ domain: chapter.key, inOverall: true, status: status ?? 'missing', isAnswered: status !== null })),
  ).domains
  const answered = domain?.answered ?? 0
  return {
    rows: statuses.length,
    answered,
    settledCards: chapter.cards.filter((card) => isSettled(card, statusOf)).length,
    percentage: domain?.percentage ?? null,
    hasBadge: statuses.length > 0 && answered === statuses.length,
  }
}

/** Rows of a chapter that are not yet as they should be: unanswered and missing ones before partial ones, in the order of the chapter. */
export const gapsOf = (chapter: StoryChapter, statusOf: StatusOf): string[] => {
  const urgency = (status: AnswerStatus | null): number => (status === 'partial' ? 1 : 0)
  return rowsOfChapter(chapter)
    .filter((id) => statusOf(id) !== 'ready' && statusOf(id) !== 'not_applicable')
    .sort((a, b) => urgency(statusOf(a)) - urgency(statusOf(b)))
}

/** Where the story goes on: the first card with a row nobody has answered, in this chapter or, without one, in any; undefined when all are. */
export const nextOpenCard = ({ chapters }: Story, statusOf: StatusOf, within?: StoryChapter): StoryCard | undefined =>
  (within ? [within] : chapters).flatMap(({ cards }) => cards).find((card) => !isSettled(card, statusOf))

/** A domain has its badge once it is as far as the roadmap wants every domain first. */
export const domainHasBadge = (percentage: number | null): boolean => percentage !== null && percentage >= domainAim

/** In percent, as on the roadmap. */
export const domainAim = 70
