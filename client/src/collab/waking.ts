/**
 * A clock that is looked at this often, and has jumped by more than that, tells of a sleep; in milliseconds. One that was set back tells of none, but
 * silence that is measured by it would seem to have just begun, for as long as it was set back.
 */
const tick = 5_000
const jump = 15_000

/** Calls back when this page has reason to think that time or the network passed it by: a laptop was opened, a tab was thawed, a network came back. */
export function watchWaking(onWake: () => void): void {
  let last = Date.now()
  setInterval(() => {
    const now = Date.now()
    if (Math.abs(now - last) > jump) onWake()
    last = now
  }, tick)
  window.addEventListener('online', onWake)
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) onWake()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') onWake()
  })
}
