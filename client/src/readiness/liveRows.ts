import {
  type ChecklistRow,
  checklistRow,
  justificationText,
  notesText,
  placeOfRoot,
  type RowValues,
  readRow,
} from '@certloom/shared/collab/checklistDoc'
import { openClaims, type StatusClaim } from '@certloom/shared/collab/statusClaims'
import type { Answer } from '@certloom/shared/readiness/contract'
import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { wordsOf } from '../collab/liveWords.ts'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'

/** What a row says now. Equal rows are the same object, so that only what changed is drawn again. */
export type LiveRow = { values: RowValues; justification: string; notes: string; claims: readonly StatusClaim[] }

export type LiveRows = ReadonlyMap<string, LiveRow>

const readLive = (doc: Y.Doc, id: string): LiveRow => {
  const row: ChecklistRow = checklistRow(doc, id)
  return {
    values: readRow(row),
    justification: justificationText(doc, id).toString(),
    notes: wordsOf(notesText(doc, id)).trim(),
    claims: openClaims(row),
  }
}

/** What was last stored: shown until the live rows are here. */
const readStored = ({ status, answered_at, owner, due_date, evidence_url, evidence_id, justification, notes_text }: Answer): LiveRow => ({
  values: {
    status: answered_at === null ? null : status,
    owner: owner && { kind: owner.kind, id: owner.id },
    due: due_date,
    evidence: evidence_url !== null ? { kind: 'link', url: evidence_url } : evidence_id !== null ? { kind: 'item', id: evidence_id } : null,
  },
  justification,
  notes: notes_text,
  claims: [],
})

function changedRows({ changedParentTypes, doc }: Y.Transaction): Set<string> {
  const names = new Map<unknown, string>()
  for (const [name, type] of doc.share) names.set(type, name)
  const ids = new Set<string>()
  for (const type of changedParentTypes.keys()) {
    const place = placeOfRoot(names.get(type) ?? '')
    if (place) ids.add(place.requirementId)
  }
  return ids
}

/** Watches the rows of a checklist: one look at all of them, and after that only at those that change. */
function watchRows(doc: Y.Doc, ids: readonly string[]) {
  let rows: LiveRows | undefined
  const readAll = (): LiveRows => new Map(ids.map((id) => [id, readLive(doc, id)]))
  return {
    get: () => {
      rows ??= readAll()
      return rows
    },
    subscribe: (listener: () => void) => {
      rows = undefined
      const onChange = (transaction: Y.Transaction) => {
        const changed = [...changedRows(transaction)].filter((id) => rows?.has(id))
        if (changed.length === 0) return
        rows = new Map([...(rows ?? []), ...changed.map((id): [string, LiveRow] => [id, readLive(doc, id)])])
        listener()
      }
      doc.on('afterTransaction', onChange)
      return () => doc.off('afterTransaction', onChange)
    },
  }
}

/** What every row says now, live as soon as the room is joined. */
export function useLiveRows(room: Room, answers: readonly Answer[]): LiveRows {
  const ids = answers.map(({ requirement_id }) => requirement_id).join(' ')
  const watch = useMemo(() => watchRows(room.doc, ids === '' ? [] : ids.split(' ')), [room, ids])
  const live = useSyncExternalStore(watch.subscribe, watch.get)
  const stored = useMemo(() => new Map(answers.map((answer) => [answer.requirement_id, readStored(answer)])), [answers])
  return useStore(room.access) === 'waiting' ? stored : live
}
