import { mergeUpdates } from 'yjs'
import type { KeptRoom, LoadedRoom } from './keptRoom.ts'

/** A device that does not answer must not keep anybody from a document, in milliseconds. */
const devicePatience = 2_000

/** A room as an earlier page left it: its text with everything typed in it, and the client ids that was typed under. */
export type LoadedText = Pick<LoadedRoom, 'canWrite' | 'isCurrent'> & { state: Uint8Array | null; clients: number[] }

/**
 * Reads what this device has of a room; null if that is nothing, nothing that the server does not have, or not there in time.
 * @throws if the device cannot be read
 */
export async function loadKept(kept: KeptRoom): Promise<LoadedText | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, devicePatience, null))
  const loaded = await Promise.race([kept.load(), late])
  if (loaded === null) return null
  const { canWrite, isCurrent, edits } = loaded
  if (!isCurrent && edits.length === 0) return null // written by another version of this page
  const updates = [...loaded.updates, ...edits.map((edit) => edit.update)]
  return { canWrite, isCurrent, state: updates.length > 0 ? mergeUpdates(updates) : null, clients: edits.map(({ client }) => client) }
}
