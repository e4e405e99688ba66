import { isInterface } from '@certloom/shared/addresses'

declare const self: ServiceWorkerGlobalScope

/** What a page needs to start without network: its entry, and all files with it. The build puts it in, so every build has a worker of its own. */
declare const __SHELL__: { version: string; entry: string; files: readonly string[] }

const shell = __SHELL__
const prefix = 'certloom-shell-'
const own = prefix + shell.version

/** Every address that is a page of ours is answered with this one. */
const page = '/'

/** A server that says nothing for this long cannot be reached, in milliseconds. */
const patience = 5_000

/** Keeps the whole shell, or fails and is tried again: half of one, or one of two builds, starts nothing. */
async function install(): Promise<void> {
  const answer = await fetch(page, { cache: 'no-store' })
  if (!answer.ok || !(await answer.clone().text()).includes(shell.entry)) throw new Error('The server has another build by now.')
  const cache = await caches.open(own)
  await cache.addAll(shell.files)
  await cache.put(page, answer)
  await self.skipWaiting()
}

/** A page of an earlier build that misses a file now loads itself anew (reloadAfterDeploy.ts). */
async function activate(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== own).map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** Files under /assets have their content's hash in their name: what is kept is what the server would send. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(own)).put(request, answer.clone())
  return answer
}

/** The server's page whenever there is a server, so that a reload brings the newest build. */
async function pageFor(request: Request): Promise<Response> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, patience, null))
  const answer = await Promise.race([fetch(request), late]).catch(() => null)
  if (answer !== null && answer.status < 502) return answer
  return (await caches.match(page, { cacheName: own })) ?? answer ?? Response.error()
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))

/** Interfaces are never answered here: no answer of theirs, and so nobody's data, is ever kept by this worker. */
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (request.mode === 'navigate' && !isInterface(pathname)) event.respondWith(pageFor(request))
})
