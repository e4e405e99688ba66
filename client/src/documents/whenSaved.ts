import type { Room } from '../collab/room.ts'

/**
 * Resolves once the server has everything that was typed here: what is made of the document before that would lack the last words. A `TypeError` as
 * `fetch` would when it cannot get there.
 */
export function whenSaved({ save }: Pick<Room, 'save'>): Promise<void> {
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
