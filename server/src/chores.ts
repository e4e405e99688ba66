import type { Services } from './context.ts'
import { thinVersions } from './db/identity.ts'
import { noteExpiry } from './evidence/noteExpiry.ts'
import { removeOldExports } from './exports/removeOld.ts'
import { sweepFiles } from './files/sweep.ts'
import { emptyTrash } from './files/trash.ts'
import { endForgotten } from './interviews/endForgotten.ts'
import { takeSnapshots } from './progress/snapshots.ts'
import { remindOfDueTasks } from './tasks/remind.ts'

const hour = 3_600_000

/** What time asks for, by what the log says when it fails. Each does nothing when there is nothing to do, and finds what another process left. */
const chores: Readonly<Record<string, (services: Services) => Promise<unknown>>> = {
  'expired sessions, tickets and reset links could not be deleted': ({ sessions }) => sessions.deleteExpired(),
  'files of crashed uploads could not be deleted': sweepFiles,
  'evidence that ends could not be noted': noteExpiry,
  'people could not be reminded of their tasks': remindOfDueTasks,
  'the trash could not be emptied': emptyTrash,
  'days of progress could not be written down': takeSnapshots,
  'exported files that nobody can have any more could not be deleted': removeOldExports,
  'sittings that everybody left could not be ended': endForgotten,
  'old revisions could not be thinned': ({ db }) => thinVersions(db),
}

/**
 * Does the chores at the start and every hour, so that nothing waits for a time of day at which nobody runs; one by one, so that people are served
 * meanwhile. A stop waits for the one that is being done and leaves the rest.
 */
export function doChores(services: Services): { stop(): Promise<void> } {
  let isStopped = false
  let working = work()

  async function work(): Promise<void> {
    for (const [failure, chore] of Object.entries(chores))
      if (!isStopped) await chore(services).catch((error: unknown) => services.log.error({ err: error }, failure))
  }

  const timer = setInterval(() => {
    working = working.then(work)
  }, hour).unref()
  return {
    async stop() {
      isStopped = true
      clearInterval(timer)
      await working
    },
  }
}
