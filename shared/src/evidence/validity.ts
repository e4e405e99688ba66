/** Evidence that ends within this many days is told of, so that it can be renewed in time. */
export const expiresSoonDays = 30

/** How long evidence still holds: `unlimited` without an end, `expired` from the day after its last one. */
export const validities = ['unlimited', 'valid', 'expiring', 'expired'] as const
export type Validity = (typeof validities)[number]

/**
 * How evidence stands on a day.
 * @param validUntil its last day, YYYY-MM-DD
 * @param today YYYY-MM-DD
 */
export function validityOn(validUntil: string | null, today: string): Validity {
  if (validUntil === null) return 'unlimited'
  if (validUntil < today) return 'expired'
  return validUntil <= dayAfter(today, expiresSoonDays) ? 'expiring' : 'valid'
}

/** The day this many days later, both YYYY-MM-DD. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
