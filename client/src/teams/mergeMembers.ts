/** Who is in a team as it is now, with those that somebody added since they began to choose, and without those they took out. */
export function mergeMembers(began: readonly string[], chosen: readonly string[], now: readonly string[]): string[] {
  const staying = now.filter((id) => chosen.includes(id) || !began.includes(id))
  const added = chosen.filter((id) => !began.includes(id) && !now.includes(id))
  return [...staying, ...added]
}
