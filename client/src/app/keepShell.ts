const address = '/service-worker.js'

/** Has the browser keep what a page needs to start without network, once this page is loaded. Not in development, where files change under it. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return // not served securely
  const { serviceWorker } = navigator
  if (import.meta.env.PROD)
    window.addEventListener('load', () => serviceWorker.register(address, { updateViaCache: 'none' }).catch(reportError))
  else void serviceWorker.getRegistrations().then((found) => Promise.all(found.map((registration) => registration.unregister())))
}
