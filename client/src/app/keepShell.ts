const address = '/service-worker.js'

/** Has the browser keep what a page needs to start without network, once this page is loaded. Not in development, where files change under it. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return // not served securely
  const { serviceWorker } = navigator
  const register = () => void serviceWorker.register(address, { updateViaCache: 'none' }).catch(reportError)
  if (import.meta.env.PROD) window.addEventListener('load', register)
  else void serviceWorker.getRegistrations().then((found) => Promise.all(found.map((registration) => registration.unregister())))
}
