import { CardScene } from './CardScene.tsx'
import { EndScene } from './EndScene.tsx'
import { OpeningScene } from './OpeningScene.tsx'
import { PeopleScene } from './PeopleScene.tsx'
import { SummaryScene } from './SummaryScene.tsx'
import type { SceneProps } from './sceneProps.ts'
import { WelcomeScene } from './WelcomeScene.tsx'

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
