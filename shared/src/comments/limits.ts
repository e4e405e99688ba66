/** The longest comment, in characters: some four pages. */
export const maxCommentLength = 10_000

/** More people than this are a team, and are told otherwise. */
export const maxMentions = 20

/** As much of what a thread is about as is kept with it. */
export const maxQuoteLength = 300
