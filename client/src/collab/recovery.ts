import { checklistRoots } from '@certloom/shared/collab/checklistDoc'
import { editableRoots, sectionLock, sectionOfRoot } from '@certloom/shared/collab/documentDoc'
import { factsRoots } from '@certloom/shared/collab/factsDoc'
import { sessionNoteRoots } from '@certloom/shared/collab/internalDoc'
import { rescueAll, rescueOf } from '@certloom/shared/collab/rescue'
import { sessionRoots } from '@certloom/shared/collab/sessionDoc'
import { buriedIn, type OwnEdit, splitEdits } from '@certloom/shared/collab/splitEdits'
import { type Doc, encodeStateAsUpdate } from 'yjs'
import type { RescueCause, Rescued, RoomAbout, StoredEdit } from './device.ts'
import type { KeptRoom } from './keptRoom.ts'
import { holdRescues, tellRescued } from './rescues.ts'

/** What a room that is given up hands to its successor. */
export type Carried = {
  /** the document as this person had it */
  doc: Doc
  edits: readonly StoredEdit[]
  cause: RescueCause
  /** how many rooms in a row were refused what they brought */
  refusals: number
}

/** What was kept of refused edits may be refused once more, when a lock came in between. After that nothing of them is tried again. */
const mostRefusals = 2

type Changes = ReturnType<typeof rescueOf>

const rescuedOf = (about: RoomAbout, cause: RescueCause, edits: readonly OwnEdit[], changes: Changes): Rescued[] =>
  changes.map((change, index) => ({
    // Found again before it was stored as settled, it is the same one.
    id: `${cause}:${edits[0]?.id}:${edits.at(-1)?.id}:${index}`,
    documentId: about.documentId,
    documentName: about.documentName,
    kind: about.kind,
    at: Date.now(),
    cause,
    change,
  }))

/** Stores rescued changes and what became of their edits. What the device cannot store, this page holds. */
async function settleRescue(room: KeptRoom, resolution: Parameters<KeptRoom['resolve']>[0]): Promise<void> {
  if (!(await room.resolve(resolution))) holdRescues(resolution.rescued)
  await tellRescued()
}

/** What may be written there at all. Who led a session a while ago steers it no more. */
function writableRoots({ kind, sections }: RoomAbout): ReadonlySet<string> {
  switch (kind) {
    case 'facts':
      return factsRoots
    case 'checklist':
      return checklistRoots(sections.map(({ id }) => id))
    case 'session':
      return sessionRoots(false)
    case 'session_notes':
      return sessionNoteRoots
    case 'internal':
    case undefined:
      return editableRoots(sections)
  }
}

/**
 * Parts what a refused room carried into what may be merged into its fresh copy and what is rescued, and stores both. Only after that may what is
 * kept be applied and sent.
 */
export async function mergeCarried(
  carried: Carried,
  fresh: { doc: Doc; canWrite: boolean; room: KeptRoom; about: RoomAbout },
): Promise<StoredEdit[]> {
  const { doc, canWrite, room, about } = fresh
  const writable = writableRoots(about)
  const mayWrite = (root: string): boolean =>
    canWrite &&
    carried.cause !== 'size_limit' &&
    carried.refusals <= mostRefusals &&
    writable.has(root) &&
    sectionLock(doc, sectionOfRoot(root) ?? '') === undefined
  const split = splitEdits(doc, carried.edits, mayWrite)
  const changes = rescueOf({ mine: carried.doc, server: doc, edits: carried.edits, sections: about.sections }, split)
  await settleRescue(room, {
    gone: carried.edits.map(({ id }) => id),
    kept: split.kept,
    rescued: rescuedOf(about, carried.cause, carried.edits, changes),
    state: encodeStateAsUpdate(doc),
  })
  return split.kept
}

/** Rescues what was written in a room that may not be joined any more, and keeps nothing else of it. */
export async function rescueRoom({ doc, edits }: Carried, room: KeptRoom, about: RoomAbout): Promise<void> {
  const changes = rescueAll({ mine: doc, edits, sections: about.sections })
  await settleRescue(room, {
    gone: edits.map(({ id }) => id),
    kept: [],
    rescued: rescuedOf(about, 'denied', edits, changes),
    state: null,
  })
}

/** Hands back words that were typed offline in something that others removed meanwhile. Their edits are merged as usual. */
export async function rescueBuried(doc: Doc, edits: readonly OwnEdit[], room: KeptRoom, about: RoomAbout): Promise<void> {
  const buried = buriedIn(doc, edits, () => true)
  if (buried.length === 0) return
  const lost = buried.flatMap(({ changes }) => changes)
  const changes = rescueOf({ mine: doc, server: doc, edits, sections: about.sections }, { lost, buried })
  await settleRescue(room, { gone: [], kept: [], rescued: rescuedOf(about, 'removed', edits, changes), state: encodeStateAsUpdate(doc) })
}
