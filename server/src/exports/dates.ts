const calendar = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const

/** "21 November 2026"; nothing for what is no date. */
export const dayInWords = (day: Date): string => (Number.isNaN(day.getTime()) ? '' : day.toLocaleDateString('en-GB', calendar))

/** "21 November 2026, 09:30 UTC". */
export const momentInWords = (at: Date): string => `${dayInWords(at)}, ${at.toISOString().slice(11, 16)} UTC`
