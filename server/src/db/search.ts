/** What stands for other characters in a pattern, meant as itself. */
const literal = (words: string): string => words.replaceAll(/[\\%_]/g, '\\$&')

/** A text that has these words in it, however they are written. */
export const containing = (words: string) => ({ contains: literal(words), mode: 'insensitive' }) as const

/** The same as a pattern for `ilike`. */
export const likePattern = (words: string): string => `%${literal(words)}%`
