import type { Room } from './room.ts'

/**
 * Resolves once the server has everything that was typed here into a document and into the facts it shows. Facts in which nothing was typed are not
 * waited for: they may be for reading only, or not to be reached. Throws as `whenSaved` does.
 */
export async function whenAllSaved(document: Pick<Room, 'save'>, facts: Pick<Room, 'save' | 'hasUnsaved'> | undefined): Promise<void> {
  await Promise.all([whenSaved(document), facts?.hasUnsaved() && whenSaved(facts)])
}

/**
 * Resolves once the server has everything that was typed here: what is made of the document before that would lack the last words. A `TypeError` as
 * `fetch` would when it cannot get there.
 */
function whenSaved({ save }: Pick<Room, 'save'>): Promise<void> {
  return new Promise((resolve, reject) => {
    let unwatch = () => {}
    const look = () => {
      const { is } = save.get()
      if (is === 'saving' || is === 'connecting') return
      unwatch()
      if (is === 'saved' || is === 'read-only') resolve()
      else reject(new TypeError('network error'))
    }
    unwatch = save.subscribe(look)
    look()
  })
}
