import { type Change, distinctChanges, placeOf } from '@certloom/shared/collab/changes'
import { partOfRoot } from '@certloom/shared/collab/partOfRoot'
import type { OwnEdit } from '@certloom/shared/collab/splitEdits'

type Pending<E> = { edit: E; number: number }

/** Edits of this page that no barrier has confirmed, each with its number in the order of the room's edits. */
export class PendingEdits<E extends OwnEdit> {
  #pending: Pending<E>[] = []
  readonly #counts = new Map<Change, number>()
  #distinct: readonly Change[] | undefined

  get edits(): E[] {
    return this.#pending.map(({ edit }) => edit)
  }

  /** How many changes they are, as people count them. */
  get changes(): number {
    this.#distinct ??= distinctChanges(this.#counts.keys())
    return this.#distinct.length
  }

  get sections(): ReadonlySet<string> {
    return new Set([...this.#counts.keys()].map((change) => partOfRoot(placeOf(change).root)).filter((section) => section !== null))
  }

  add(edit: E, number: number): void {
    this.#pending.push({ edit, number })
    for (const change of edit.changes) {
      const known = this.#counts.get(change) ?? 0
      if (known === 0) this.#distinct = undefined
      this.#counts.set(change, known + 1)
    }
  }

  /** Takes out the edits up to this number. */
  settle(upTo: number): E[] {
    const settled = this.#pending.filter(({ number }) => number <= upTo).map(({ edit }) => edit)
    if (settled.length === 0) return []
    this.#pending = this.#pending.filter(({ number }) => number > upTo)
    for (const change of settled.flatMap((edit) => edit.changes)) this.#forget(change)
    return settled
  }

  #forget(change: Change): void {
    const left = (this.#counts.get(change) ?? 0) - 1
    if (left > 0) this.#counts.set(change, left)
    else {
      this.#counts.delete(change)
      this.#distinct = undefined
    }
  }
}
