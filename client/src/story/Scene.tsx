import type { Ref } from 'react'
import { CardScene } from './CardScene.tsx'
import { EndScene } from './EndScene.tsx'
import { OpeningScene } from './OpeningScene.tsx'
import { PeopleScene } from './PeopleScene.tsx'
import type { Place } from './place.ts'
import { SummaryScene } from './SummaryScene.tsx'
import type { Draft } from './useDraft.ts'
import { WelcomeScene } from './WelcomeScene.tsx'

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

/** The place where the reader is. */
export function Scene(props: SceneProps) {
  const { place } = props
  switch (place.is) {
    case 'welcome':
      return <WelcomeScene {...props} />
    case 'people':
      return <PeopleScene {...props} />
    case 'opening':
      return <OpeningScene {...props} chapter={place.chapter} />
    case 'card':
      return <CardScene {...props} chapter={place.chapter} card={place.card} />
    case 'summary':
      return <SummaryScene {...props} chapter={place.chapter} />
    case 'end':
      return <EndScene {...props} />
  }
}
