import { isDeepStrictEqual } from 'node:util'
import { LiveEvent } from '@certloom/shared/events/contract'
import { farthestBack } from '@certloom/shared/events/reach'
import { type Action, can } from '@certloom/shared/permissions'
import { z } from 'zod'
import type { Events, RevokedScope, Sessions, SignedIn } from '../context.ts'
import { listen } from '../db/listen.ts'
import type { Log } from '../log.ts'
import { Recent } from './recent.ts'
import { Subscription } from './subscription.ts'

/** What the database announces with every activity (migration `announce_activity`). */
const Announcement = LiveEvent.extend({ organizationId: z.uuid(), customerId: z.uuid().nullable() })
type Announcement = z.infer<typeof Announcement>

/** The right to know that something happened to such a thing. */
const rightToKnow: Record<Exclude<LiveEvent['entity'], 'inbox'>, Action> = {
  organization: 'people.read',
  user: 'people.read',
  invitation: 'people.read',
  team: 'people.read',
  customer: 'customer.read',
  iso_plan: 'plan.read',
  customer_document: 'document.read',
  interview_session: 'interview.watch',
  evidence: 'document.read',
  storage_file: 'document.read',
  file_folder: 'document.read',
  task: 'task.read',
  readiness_project: 'readiness.read',
  share_link: 'link.create',
  guest_link: 'link.create',
  comment_thread: 'document.read',
  export: 'document.export',
}

/** More than a browser opens; the oldest of a person's streams ends for the newest. */
const streamsPerPerson = 20

/** A login that is no longer what it was and of which nobody told is found out within this, in milliseconds. */
const recheckAfter = 60_000

/** Tells everybody who listens what was committed, as far as they may know of it. */
export function openEvents({ url, sessions, log }: { url: string; sessions: Sessions; log: Log }): Events & { close(): Promise<void> } {
  const open = new Set<Subscription>()
  const recent = new Recent<Announcement>(farthestBack)
  const listener = listen(url, 'activity', { announced, missed, began: () => recent.begin() }, log)
  const recheck = setInterval(() => void endOutdated(), recheckAfter).unref()

  function announced(payload: string): void {
    const announcement = Announcement.parse(JSON.parse(payload))
    recent.add(announcement)
    for (const subscription of open) tell(subscription, announcement)
  }

  function missed(): void {
    recent.lose()
    endThose(() => true)
  }

  function endThose(isMeant: (signedIn: SignedIn) => boolean): void {
    for (const subscription of [...open]) if (isMeant(subscription.of)) subscription.end()
  }

  async function endOutdated(): Promise<void> {
    for (const subscription of [...open]) {
      const found = await sessions.findById(subscription.of.sessionId).catch((error: unknown) => {
        log.error({ err: error }, 'a session could not be looked at again')
        return null
      })
      if (!isDeepStrictEqual(found?.actor, subscription.of.actor)) subscription.end()
    }
  }

  return {
    subscribe(signedIn, reachBack, signal) {
      const theirs = [...open].filter((subscription) => subscription.of.person.id === signedIn.person.id)
      if (theirs.length >= streamsPerPerson) theirs[0]?.end()
      const subscription = new Subscription(signedIn, (ended) => open.delete(ended))
      open.add(subscription)
      signal?.addEventListener('abort', () => subscription.end(), { once: true })
      const before = recent.within(reachBack)
      if (before === null) subscription.end()
      else for (const announcement of before) tell(subscription, announcement)
      return subscription.events()
    },
    revoke(scope) {
      endThose((signedIn) => isMeant(scope, signedIn))
    },
    async close() {
      clearInterval(recheck)
      endThose(() => true)
      await listener.close()
    },
  }
}

function tell(subscription: Subscription, announcement: Announcement): void {
  const { type, entity, id } = announcement
  if (mayKnow(subscription.of, announcement)) subscription.push({ type, entity, id })
}

function mayKnow({ actor }: SignedIn, { organizationId, customerId, entity, id }: Announcement): boolean {
  if (actor.organizationId !== organizationId) return false
  if (entity === 'inbox') return id === actor.userId
  if (actor.kind === 'customer' && actor.customerId !== customerId) return false
  return can(actor, rightToKnow[entity], customerId ?? undefined)
}

function isMeant(scope: RevokedScope, { actor, person, sessionId }: SignedIn): boolean {
  if ('sessionId' in scope) return scope.sessionId === sessionId
  if ('userId' in scope)
    return scope.userId === person.id && (scope.organizationId === undefined || scope.organizationId === actor.organizationId)
  return 'customerId' in scope && actor.kind === 'customer' && actor.customerId === scope.customerId
}
