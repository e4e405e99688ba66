const key = 'certloom.reloaded-at'

/** A second failure this soon is no deploy, in milliseconds: reloading again would go on for ever. */
const tooSoon = 30_000

/** A page from before a deploy asks for files that are gone: it is loaded anew, once. */
export function reloadAfterDeploy(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < tooSoon) return
    event.preventDefault()
    sessionStorage.setItem(key, String(Date.now()))
    location.reload()
  })
}
