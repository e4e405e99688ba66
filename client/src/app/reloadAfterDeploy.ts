const key = 'certloom.reloaded-at'

/** A second failure this soon is no deploy, in milliseconds: reloading again would go on for ever. */
const tooSoon = 30_000

/**
 * A page from before a deploy asks for files that are gone: it is loaded anew, once. Not for a file that is still there and could not be fetched
 * without network: browsers remember such a failure, and passing over the same link again would take away a page somebody works in.
 */
export function reloadAfterDeploy(): void {
  window.addEventListener('vite:preloadError', ({ payload }) => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last >= tooSoon) void reloadIfGone(payload)
  })
}

/** The file that is missing, as most browsers name it. */
const fileIn = ({ message }: Error): string | undefined => /\S*\/assets\/\S+/.exec(message)?.[0]

async function reloadIfGone(error: Error): Promise<void> {
  const file = fileIn(error)
  const answer = await fetch(file ?? '/readyz', { cache: 'no-store' }).catch(() => null)
  const isGone = answer !== null && (file === undefined ? answer.ok : answer.status === 404)
  if (!isGone) return
  sessionStorage.setItem(key, String(Date.now()))
  location.reload()
}
