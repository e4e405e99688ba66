import { z } from 'zod'

/** The first day that is kept: what lies before it is a slip, and databases have no year 0 at all. */
const firstDay = '1900-01-01'

/** Is this YYYY-MM-DD late enough to be kept? */
export const isKeptDay = (day: string): boolean => day >= firstDay

/** A day that somebody gives and that is to be kept. */
export const Day = z.iso.date().refine(isKeptDay, 'Give a day from 1900 on.')
