import * as Y from 'yjs'
import type { AnswerEvidence, AnswerOwner, AnswerStatus } from '../readiness/status.ts'
import type { StoryCard } from '../story/contract.ts'
import { type ChecklistRow, checklistRow, justificationText, setDue, setEvidence, setOwner, storyPlays } from './checklistDoc.ts'
import { chooseStatus, confirmStatus, dropOldClaims, dropOthersClaims } from './statusClaims.ts'
import { type Play, playCard, takeBackPlay } from './storyPlays.ts'

/** Changes of rows by one person, each one step that they can take back. */
export type Editing = {
  /** The origin of what is typed into justifications. */
  origin: object
  choose: (ids: readonly string[], status: AnswerStatus) => void
  confirm: (id: string, status: AnswerStatus) => void
  own: (ids: readonly string[], owner: AnswerOwner | null) => void
  due: (ids: readonly string[], due: string | null) => void
  evidence: (id: string, evidence: AnswerEvidence | null) => void
  /** Decides a card of the story: all its rows in one step. */
  play: (card: StoryCard, optionId: string, owner: AnswerOwner | null) => void
  takeBack: (play: Play) => { back: number; kept: number }
  undo: () => boolean
  redo: () => boolean
}

/** What undoing would write in somebody else's name is done outside of steps: the server takes nobody's claim from another. */
const outsideOfSteps = { checklist: 'claims' }

/**
 * Changes of rows by one person, and taking them back. A change of many rows is one step; only one's own are taken back.
 * @param manager has the steps once somebody listens; without it changes are made and cannot be taken back
 */
export function editingOf(doc: Y.Doc, origin: object, userId: string, manager: () => Y.UndoManager | undefined): Editing {
  const step = (change: () => void) => {
    manager()?.stopCapturing()
    doc.transact(change, origin)
    manager()?.stopCapturing()
  }
  const each = (rows: readonly string[], change: (row: ChecklistRow) => void) =>
    step(() => {
      for (const id of rows) change(checklistRow(doc, id))
    })
  const outside = (rows: readonly string[], change: (row: ChecklistRow) => void) =>
    doc.transact(() => {
      for (const id of rows) change(checklistRow(doc, id))
    }, outsideOfSteps)
  const by = () => ({ userId, now: new Date() })
  return {
    origin,
    choose: (rows, status) => {
      outside(rows, (row) => dropOldClaims(row, by()))
      each(rows, (row) => chooseStatus(row, status, by()))
    },
    confirm: (id, status) => {
      outside([id], (row) => dropOthersClaims(row, userId))
      each([id], (row) => confirmStatus(row, status, by()))
    },
    own: (rows, owner) => each(rows, (row) => setOwner(row, owner)),
    due: (rows, day) => each(rows, (row) => setDue(row, day)),
    evidence: (id, evidence) => each([id], (row) => setEvidence(row, evidence)),
    play: (card, optionId, owner) => {
      outside(card.requirement_ids, (row) => dropOldClaims(row, by()))
      step(() => playCard(doc, card, optionId, { ...by(), owner }))
    },
    takeBack: (play) => {
      let taken = { back: 0, kept: 0 }
      step(() => {
        taken = takeBackPlay(doc, play)
      })
      return taken
    },
    undo: () => manager()?.undo() !== null,
    redo: () => manager()?.redo() !== null,
  }
}

/** Keeps the steps somebody makes in these rows. */
export const stepsIn = (doc: Y.Doc, ids: readonly string[], origin: object): Y.UndoManager =>
  new Y.UndoManager([storyPlays(doc), ...ids.flatMap((id) => [checklistRow(doc, id), justificationText(doc, id)])], {
    trackedOrigins: new Set([origin]),
    doc,
  })
