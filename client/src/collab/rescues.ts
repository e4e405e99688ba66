import type { ChangeWords } from '@certloom/shared/collab/describeChanges'
import { newId } from '@certloom/shared/ids'
import { type Device, type Owner, openDevice, type RescueCause, type Rescued, type RoomAbout } from './device.ts'
import { createStore, type Store } from './store.ts'
import { warnWhileUnsaved } from './unsavedWarning.ts'

const list = createStore<readonly Rescued[]>([])
const unkept = new Map<string, Rescued>()
const channel = new BroadcastChannel('certloom-rescued')
let owner: Owner | undefined

/** Everything of this person that could not be merged and is waiting for them, oldest first. */
export const rescues: Pick<Store<readonly Rescued[]>, 'get' | 'subscribe'> = list

/** Are some of them on this page only? */
export const isAnyUnkept = (): boolean => unkept.size > 0

/** Shows what earlier pages left, and what other tabs put there. */
export async function watchRescues(of: Owner): Promise<void> {
  owner = of
  channel.onmessage = () => void readRescues()
  await readRescues()
}

/** Reads them anew, after some were stored. */
export async function readRescues(): Promise<void> {
  const device = owner ? await openDevice(owner) : null
  const stored = device ? await device.getAll('rescued') : []
  list.set([...stored, ...unkept.values()].sort((a, b) => a.at - b.at))
}

/** Tells this tab and the others that some were stored or discarded. */
export async function tellRescued(): Promise<void> {
  await readRescues()
  channel.postMessage(null)
}

/** Keeps them on this page at least, where the browser keeps nothing for us. */
export function holdRescues(found: readonly Rescued[]): void {
  for (const rescued of found) unkept.set(rescued.id, rescued)
  warnWhileUnsaved(unkept, unkept.size > 0)
}

/** Puts aside what somebody typed that never became an edit, under their name: another may be signed in in this browser by now. */
export async function rescueWords(
  of: Owner,
  { documentId, documentName, kind }: RoomAbout,
  cause: RescueCause,
  change: ChangeWords,
): Promise<void> {
  const rescued: Rescued = { id: newId(), documentId, documentName, kind, at: Date.now(), cause, change }
  const device = await openDevice(of)
  const isStored = await device?.put('rescued', rescued).then(
    () => true,
    () => false,
  )
  if (!isStored) holdRescues([rescued])
  await tellRescued()
}

/** Throws one away for good. */
export async function discardRescued(id: string): Promise<void> {
  unkept.delete(id)
  warnWhileUnsaved(unkept, unkept.size > 0)
  const device: Device | null = owner ? await openDevice(owner) : null
  await device?.delete('rescued', id)
  await tellRescued()
}
