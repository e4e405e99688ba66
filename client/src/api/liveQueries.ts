import type { LiveEvent } from '@certloom/shared/events/contract'
import { farthestBack } from '@certloom/shared/events/reach'
import { onGoOn, replaced } from '../accounts/pageOwner.ts'
import { pauseBefore, sleep } from '../collab/backoff.ts'
import { api, q } from './client.ts'
import { problemOf } from './problems.ts'
import { queryClient } from './queryClient.ts'

/** Changes that come together are read together, after this many milliseconds. */
const gathering = 300

/** The page may have begun to read this long before it follows what changes, in milliseconds. */
const earlier = 10_000

/** Asking to listen may take this long to arrive, in milliseconds. */
const onTheWay = 2_000

/** One tab listens for all of a browser's tabs: a browser opens few connections to one server at a time. */
const channelName = 'certloom events'

/** What is read anew when something of that kind changed. The open document is live by itself and asks when it was saved. */
type Key = () => readonly unknown[]

/** What an open checklist shows of the customer's plans. */
const plansInChecklist: readonly Key[] = [q.readiness.support.key, q.readiness.statement.key]

/** A fact is told of as its customer, every few seconds while somebody writes: less is read anew for it. */
type Kind = LiveEvent['entity'] | 'fact'

const kindOf = ({ type, entity }: LiveEvent): Kind => (type === 'fact.changed' ? 'fact' : entity)

const affected: Record<Kind, readonly Key[]> = {
  fact: [q.customers.key, q.progress.key, q.facts.key, q.documents.list.key, q.interviews.key],
  export: [q.exports.key],
  inbox: [q.notifications.key],
  organization: [q.accounts.key, q.members.key, q.organizations.key],
  user: [q.members.key, q.customers.portalCredentials.key],
  invitation: [q.members.key, q.customers.portalCredentials.key],
  team: [q.teams.key, q.tasks.key],
  customer: [
    q.customers.key,
    q.progress.key,
    q.facts.key,
    q.documents.list.key,
    q.interviews.key,
    q.tasks.key,
    q.plans.key,
    q.evidence.key,
    q.readiness.list.key,
    q.reviews.key,
  ],
  iso_plan: [
    q.plans.key,
    q.tasks.key,
    q.documents.list.key,
    q.evidence.key,
    q.folders.key,
    q.progress.key,
    q.customers.key,
    q.interviews.key,
    ...plansInChecklist,
  ],
  customer_document: [
    q.documents.list.key,
    q.plans.key,
    q.evidence.key,
    q.progress.key,
    q.customers.key,
    q.reviews.key,
    q.interviews.key,
    q.facts.drift.key,
    ...plansInChecklist,
  ],
  task: [q.tasks.key, q.plans.key, q.evidence.key, q.progress.key, q.customers.key],
  evidence: [q.evidence.key, q.tasks.key, q.folders.key, q.progress.key, q.reviews.key, q.interviews.key, ...plansInChecklist],
  interview_session: [q.interviews.key],
  storage_file: [q.files.key, q.folders.key],
  file_folder: [q.folders.key, q.files.key],
  readiness_project: [q.readiness.key],
  share_link: [q.shares.key],
  guest_link: [q.guests.key],
  comment_thread: [q.comments.key, q.activity.key],
}

type Told = Kind | 'everything'

const heardAgainListeners = new Set<() => void>()

/** Calls `listener` whenever the server is heard again after it was not. */
export const onHeardAgain = (listener: () => void): void => void heardAgainListeners.add(listener)

/** Open from the start: what another tab tells while this page is reading counts. */
const channel = new BroadcastChannel(channelName)
const refresh = gather()
channel.onmessage = ({ data }: MessageEvent<Told>) => refresh(data)

/** Keeps what the page has read true while others change it. Returns a function that ends it. */
export function followChanges(): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const readSince = Math.max(0, performance.now() - earlier)
  const tell = (told: Told): void => {
    refresh(told)
    channel.postMessage(told)
  }
  let isListening = false
  const begin = async (): Promise<void> => {
    isListening = true
    const listening = () => listen(readSince, tell, signal)
    // Without encryption there are no locks: then each tab listens.
    await ('locks' in navigator ? navigator.locks.request(channelName, { signal }, listening) : listening()).catch(reportUnlessStopped)
    isListening = false
  }
  void begin()
  const unwatch = onGoOn(() => {
    if (isListening) return
    refresh('everything')
    void begin()
  })
  signal.addEventListener('abort', unwatch)
  return () => stopping.abort()
}

/** Whoever is stopped while it waits for the lock is told by an error, which is none. */
function reportUnlessStopped(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) reportError(error)
}

/** Then there is nobody to listen for. */
const endings = new Set<string>(['not_signed_in', 'other_person'])

/**
 * Listens until it is stopped or its person is not signed in any more. It begins with what was told since the page began to read; whenever it comes
 * back, or begins too late for that, something may have been missed.
 */
async function listen(readSince: number, tell: (told: Told) => void, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const reach = Math.ceil(performance.now() - readSince + onTheWay)
      const isInReach = attempt === 0 && reach <= farthestBack
      const events = await api.events.subscribe({ reach_back_ms: isInReach ? reach : 0 }, { signal })
      if (!isInReach) tell('everything')
      for await (const event of events) {
        attempt = 0
        tell(kindOf(event))
      }
    } catch (error) {
      if (endings.has(problemOf(error).code)) return
    }
    await sleep(pauseBefore(attempt))
  }
}

/** Collects for a moment what changed, then reads it anew, each thing once; a page whose person is not signed in, once they are. */
function gather(): (told: Told) => void {
  const waiting = new Set<Told>()
  const readAnew = () => {
    if (replaced.get() !== null) return
    const keys = waiting.has('everything') ? [[]] : [...new Set([...waiting].flatMap(keysOf))].map((key) => key())
    waiting.clear()
    for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey })
  }
  onGoOn(readAnew)
  return (told) => {
    if (told === 'everything') for (const listener of heardAgainListeners) listener()
    if (waiting.size === 0) setTimeout(readAnew, gathering)
    waiting.add(told)
  }
}

const keysOf = (told: Told): readonly Key[] => (told === 'everything' ? [] : [...affected[told], q.activity.key])
