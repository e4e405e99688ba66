import { protectedBySession } from '../http/procedures.ts'
import { presentStory } from './present.ts'
import { getStory } from './service.ts'

export const storyRoutes = {
  get: protectedBySession.story.get.handler(async ({ context, input }) => presentStory(await getStory(context, input.project_id))),
}
