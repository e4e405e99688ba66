import { oc } from '@orpc/contract'
import { z } from 'zod'

/** What a decision can say of a control; that one does not apply is decided in its row, with a reason. */
const StoryStatus = z.enum(['ready', 'partial', 'missing'])

/** What choosing an option does to one row. */
const StoryEffect = z.object({ requirement_id: z.uuid(), code: z.string(), status: StoryStatus })

const StoryOption = z.object({ id: z.string(), label: z.string(), effects: z.array(StoryEffect) })
export type StoryOption = z.infer<typeof StoryOption>

/** A scene with one decision. `cmmc_prompt` and `nist_references` matter where the checklist includes CMMC. */
const StoryCard = z.object({
  id: z.string(),
  scenario: z.string(),
  question: z.string(),
  requirement_ids: z.array(z.uuid()),
  /** the name of the team or role that usually answers for these rows */
  suggested_owner: z.string(),
  cmmc_prompt: z.string().nullable(),
  nist_references: z.array(z.object({ code: z.string(), is_editorial: z.boolean() })),
  options: z.array(StoryOption),
})
export type StoryCard = z.infer<typeof StoryCard>

const StoryChapter = z.object({ key: z.string(), title: z.string(), intro: z.string(), badge: z.string(), cards: z.array(StoryCard) })
export type StoryChapter = z.infer<typeof StoryChapter>

const Story = z.object({ chapters: z.array(StoryChapter) })
export type Story = z.infer<typeof Story>

export const storyContract = {
  get: oc
    .route({
      method: 'GET',
      path: '/readiness-projects/{project_id}/story',
      summary: 'The chapters a checklist can be walked through in; none where its framework has no story',
      tags: ['readiness'],
    })
    .input(z.object({ project_id: z.uuid() }))
    .output(Story),
}
