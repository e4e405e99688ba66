import type { Story, StoryCard, StoryChapter } from '@certloom/shared/story/contract'

/** Where in the story one can be. */
export type Place =
  | { is: 'welcome' }
  | { is: 'people' }
  | { is: 'opening'; chapter: StoryChapter }
  | { is: 'card'; chapter: StoryChapter; card: StoryCard }
  | { is: 'summary'; chapter: StoryChapter }
  | { is: 'end' }

/** Every place in the order of the story. */
export const placesIn = ({ chapters }: Story): Place[] => [
  { is: 'welcome' },
  { is: 'people' },
  ...chapters.flatMap((chapter): Place[] => [
    { is: 'opening', chapter },
    ...chapter.cards.map((card): Place => ({ is: 'card', chapter, card })),
    { is: 'summary', chapter },
  ]),
  { is: 'end' },
]

const summarySuffix = '-summary'

/** The address of a place, as in the URL; undefined for the welcome. */
export function addressOf(place: Place): string | undefined {
  switch (place.is) {
    case 'welcome':
      return undefined
    case 'opening':
      return place.chapter.key
    case 'card':
      return place.card.id
    case 'summary':
      return place.chapter.key + summarySuffix
    case 'people':
    case 'end':
      return place.is
  }
}

/** The place of an address; the welcome for one that is none. */
export const placeAt = (places: readonly Place[], address: string | undefined): Place =>
  places.find((place) => addressOf(place) === address) ?? places[0] ?? { is: 'welcome' }

/** The place as presence tells it: a scene is its first row, so that whoever is in the list sees it there. */
export const sectionOf = (place: Place): string => (place.is === 'card' && place.card.requirement_ids[0]) || (addressOf(place) ?? place.is)

/** Where somebody is who tells this; undefined for what is no place of the story. */
export function placeOfSection(places: readonly Place[], section: string): Place | undefined {
  return places.find((place) => sectionOf(place) === section || (place.is === 'card' && place.card.requirement_ids.includes(section)))
}

/** Is somebody who tells this in the chapter? */
export const isInChapter = (chapter: StoryChapter, section: string): boolean =>
  section === chapter.key ||
  section === chapter.key + summarySuffix ||
  chapter.cards.some(({ requirement_ids }) => requirement_ids.includes(section))
