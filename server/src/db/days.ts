/** Calendar days as the database keeps them and REST says them: YYYY-MM-DD, without a zone. */
export const asDate = (day: string | null): Date | null => (day === null ? null : new Date(day))

export const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null

/** Today, in UTC: the same day for everybody of an organization. */
export const today = (): string => new Date().toISOString().slice(0, 10)
