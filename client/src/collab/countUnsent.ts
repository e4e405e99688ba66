import { distinctChanges } from '@certloom/shared/collab/changes'
import { type Owner, openDevice } from './device.ts'

/** How many changes of this person are on this device only, as the document that is open counts them. */
export async function countUnsent(owner: Owner): Promise<number> {
  const device = await openDevice(owner)
  const byRoom = Map.groupBy((await device?.getAll('edits')) ?? [], ({ room }) => room)
  return [...byRoom.values()].reduce((sum, edits) => sum + distinctChanges(edits.flatMap(({ changes }) => changes)).length, 0)
}
