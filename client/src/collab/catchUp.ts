import { openOutbox } from '../comments/outbox.ts'
import { type Owner, openDevice } from './device.ts'
import { watchRescues } from './rescues.ts'
import { holdOwnTab } from './tabs.ts'

/** Brings to the server what earlier pages left on this device, whichever documents it was typed in, and shows what could not be merged. */
export async function catchUp(owner: Owner): Promise<void> {
  holdOwnTab()
  openOutbox(owner)
  await watchRescues(owner)
  const device = await openDevice(owner)
  const unsent = new Set((await device?.getAll('edits'))?.map((edit) => edit.room))
  if (device === null || unsent.size === 0) return
  const { roomNamed } = await import('./rooms.ts') // rare, and far too large for the first page
  for (const { room, documentId, documentName, sections, kind } of await device.getAll('rooms')) {
    if (unsent.has(room)) roomNamed(room, { owner, about: { documentId, documentName, sections, kind } })
  }
}
