/** Route id of the story of a checklist, for `getRouteApi`; its URL is `/readiness/$projectId/story`. */
export const storyRouteId = '/app/readiness/$projectId/story'

/** Where in the story one is: a chapter, a scene, or a step of the studio; the welcome without. */
export type StorySearch = { at?: string | undefined }

const address = /^[a-z][a-z0-9-]{0,59}$/

/** Reads the address; what is nothing of ours is left out. */
export const storySearch = ({ at }: Record<string, unknown>): StorySearch => ({
  at: typeof at === 'string' && address.test(at) ? at : undefined,
})
