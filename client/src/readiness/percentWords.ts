import { percentWords as wholeWords } from '../progress/percent.ts'

/** A score as whole as one reads it, never more than was reached. */
export const percentWords = (percentage: number | null): string => (percentage === null ? 'nothing applies' : wholeWords(percentage))
