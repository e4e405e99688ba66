import type { Ref } from 'react'
import type { Place } from './place.ts'
import type { Draft } from './useDraft.ts'

/** What a scene is shown with. */
export type SceneProps = {
  place: Place
  draft: Draft
  /** how often the reader has moved: their focus then goes to the heading, but not when the page opens */
  moved: number
  scrollerRef: Ref<HTMLDivElement>
  /** Opens the index, where it has no room of its own. */
  onIndex: (() => void) | undefined
  onHelp: () => void
}
