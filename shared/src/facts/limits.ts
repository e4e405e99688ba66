/** How much a program may say in one fact, in characters. */
export const longestFact = 4_000
