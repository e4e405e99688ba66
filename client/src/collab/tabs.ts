import { newId } from '@certloom/shared/ids'

/** This page's name among the tabs of the browser; a reloaded page has another. */
export const ownTab = newId()

const lockOf = (tab: string): string => `certloom-tab:${tab}`

/** Pages that are not served securely have no locks. Every tab then takes every other one for closed, and the same edit is brought twice: no harm. */
const locks = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks

/** For as long as this page lives nobody takes its edits over. */
export function holdOwnTab(): void {
  void locks()?.request(lockOf(ownTab), () => new Promise(() => {}))
}

/** Runs `work` once the other tab is closed. Resolves when that is done, or at once if the tab is open and `work` comes later. */
export async function afterTab(tab: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const manager = locks()
  if (!manager) return work()
  const isDone = await manager.request(lockOf(tab), { ifAvailable: true }, async (lock) => {
    if (lock) await work()
    return lock !== null
  })
  if (!isDone) void workLater(manager, tab, signal, work)
}

async function workLater(manager: LockManager, tab: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await manager.request(lockOf(tab), { signal }, work)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
