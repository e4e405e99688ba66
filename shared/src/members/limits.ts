/** So many people can be invited at once. */
export const mostInvitations = 200
