import type { ProjectStory } from './service.ts'
import type { Question } from './storyFile.ts'

/** The story of a checklist; what is about rows that it does not have is left out. */
export const presentStory = ({ chapters, requirementIds }: ProjectStory) => ({
  chapters: chapters.map(({ key, title, intro, badge, questions }) => ({
    key,
    title,
    intro,
    badge,
    cards: questions.map((question) => presentCard(question, requirementIds)),
  })),
})

const presentCard = (question: Question, requirementIds: ProjectStory['requirementIds']) => ({
  id: question.id,
  scenario: question.scenario,
  question: question.question,
  requirement_ids: question.controls.flatMap((code) => requirementIds.get(code) ?? []),
  suggested_owner: question.ownerSuggestion,
  cmmc_prompt: question.cmmcPrompt ?? null,
  nist_references: [
    ...question.nist80171r2.map((code) => ({ code, is_editorial: false })),
    ...question.nist80171r2Editorial.map((code) => ({ code, is_editorial: true })),
  ],
  options: question.options.map(({ id, label, effects }) => ({
    id,
    label,
    effects: effects.flatMap(({ control, status }) => {
      const requirementId = requirementIds.get(control)
      return requirementId === undefined ? [] : [{ requirement_id: requirementId, code: control, status }]
    }),
  })),
})
