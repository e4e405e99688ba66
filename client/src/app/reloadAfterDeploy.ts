const key = 'certloom.reloaded-at'

/** A second failure this soon is no deploy, in milliseconds: reloading again would go on for ever. */
const tooSoon = 30_000

/** A page from before a deploy asks for files that are gone: it is loaded anew, once. Not while the server cannot be reached: that would take the page away. */
export function reloadAfterDeploy(): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last >= tooSoon) void reloadIfServed()
  })
}

async function reloadIfServed(): Promise<void> {
  const isServed = await fetch('/readyz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (!isServed) return
  sessionStorage.setItem(key, String(Date.now()))
  location.reload()
}
