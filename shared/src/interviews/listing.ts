/** Where a session can be in its life. */
export const sessionStatuses = ['active', 'paused', 'completed'] as const
