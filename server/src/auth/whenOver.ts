/** A timer that is set for longer goes off at once, in milliseconds. */
const longestTimer = 2 ** 31 - 1

/**
 * Calls `end` when a login ends by itself, or after the longest timer if that comes first. A login may have been prolonged meanwhile: whoever comes
 * back is judged by what holds then.
 * @returns how to call it off
 */
export function whenOver({ endsAt }: { endsAt: Date }, end: () => void): () => void {
  const timer = setTimeout(end, Math.min(endsAt.getTime() - Date.now(), longestTimer)).unref()
  return () => clearTimeout(timer)
}
