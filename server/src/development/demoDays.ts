/** YYYY-MM-DD, this many months from today. */
export function dayIn(months: number): string {
  const day = new Date()
  day.setUTCMonth(day.getUTCMonth() + months)
  return day.toISOString().slice(0, 10)
}
