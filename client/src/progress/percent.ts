/** A percentage as whole as one reads it, never more than was reached: 100 % is said of what is done. */
export const wholePercent = (percentage: number): number => Math.floor(percentage)

/** The same as words. */
export const percentWords = (percentage: number): string => `${wholePercent(percentage).toLocaleString()} %`
