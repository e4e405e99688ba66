/** Where a checklist opens that is kept in this mode. */
export const addressOfMode = (mode: 'story' | 'list') => (mode === 'story' ? '/readiness/$projectId/story' : '/readiness/$projectId')
