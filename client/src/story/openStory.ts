import type { Play } from '@certloom/shared/collab/storyPlays'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Score } from '@certloom/shared/readiness/score'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import type { Story } from '@certloom/shared/story/contract'
import type { ChapterProgress } from '@certloom/shared/story/progress'
import { createContext, type ReactNode, useContext } from 'react'
import type { PersonHere } from '../collab/people.ts'
import type { GridRow } from '../readiness/view.ts'
import type { Place } from './place.ts'
import type { StoryMoves } from './useStoryMoves.ts'

/** What every scene of an open story needs: what it tells, and how things stand now. */
export type OpenStory = {
  project: ReadinessProjectDetail
  story: Story
  places: readonly Place[]
  rows: ReadonlyMap<string, GridRow>
  statusOf: (requirementId: string) => AnswerStatus | null
  progress: ReadonlyMap<string, ChapterProgress>
  plays: readonly Play[]
  score: Score
  titleOf: (domain: string) => string
  people: readonly PersonHere[]
  selfId: string
  moves: StoryMoves
  /** a line about the last step */
  notice: ReactNode
  go: (place: Place | undefined) => void
}

const Context = createContext<OpenStory | null>(null)

export const OpenStoryProvider = Context.Provider

export function useOpenStory(): OpenStory {
  const open = useContext(Context)
  if (open === null) throw new Error('This is not in a story.')
  return open
}
