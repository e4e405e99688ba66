import { presentStory } from '@certloom/server/story/present'
import { readChapters } from '@certloom/server/story/storyFile'
import { catalogueId } from '@certloom/shared/ids'
import type { Story, StoryCard, StoryChapter } from '@certloom/shared/story/contract'

export const idOf = (code: string): string => catalogueId('requirement', 'iso27001-2022', code)

const codes = readChapters().flatMap(({ questions }) => questions.flatMap(({ controls }) => controls))

/** The story as a new checklist against ISO 27001 has it. */
export const wholeStory: Story = presentStory({
  chapters: readChapters(),
  requirementIds: new Map(codes.map((code) => [code, idOf(code)])),
})

export function chapterOf(key: string): StoryChapter {
  const chapter = wholeStory.chapters.find((one) => one.key === key)
  if (!chapter) throw new Error(`The story has no chapter ${key}.`)
  return chapter
}

export function cardOf(id: string): StoryCard {
  const card = wholeStory.chapters.flatMap(({ cards }) => cards).find((one) => one.id === id)
  if (!card) throw new Error(`The story has no card ${id}.`)
  return card
}
