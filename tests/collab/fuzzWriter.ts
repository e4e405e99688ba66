import { sectionLock, sectionOfRoot } from '@certloom/shared/collab/documentDoc'
import { keepRoots } from '@certloom/shared/collab/keepRoots'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { vi } from 'vitest'
import * as Y from 'yjs'
import { type Editor, join } from '../support/live.ts'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'
import type { Random } from '../support/writeAtRandom.ts'
import { Hand } from './hand.ts'

/** Reasons after which the same client simply comes back. */
const passing = new Set([undefined, 'restarting', 'changed', 'unavailable', 'ticket'])

type Place = { world: World; room: string; sections: readonly FillableSection[]; people: readonly string[] }

/** Somebody who writes at random, goes away and comes back, and takes up again what can be kept when the server refused them. */
export class FuzzWriter {
  readonly person: Person
  readonly #place: Place
  #editor: Editor
  #hand: Hand
  #isAway = false
  /** how often this writer was refused and went on with what they may write */
  refusals = 0

  private constructor(place: Place, person: Person, editor: Editor) {
    this.#place = place
    this.person = person
    this.#editor = editor
    this.#hand = new Hand(editor.doc, place.sections, place.people)
  }

  static async join(place: Place, person: Person): Promise<FuzzWriter> {
    return new FuzzWriter(place, person, await join(place.world, person, place.room))
  }

  get doc(): Y.Doc {
    return this.#editor.doc
  }

  get isAway(): boolean {
    return this.#isAway
  }

  get #isRefused(): boolean {
    const reason = this.#editor.refusal()
    if (reason !== 'locked' && !passing.has(reason)) throw new Error(`${this.person.me.user.name} was refused: ${reason}`)
    return reason === 'locked' && !this.#editor.provider.isSynced
  }

  act(random: Random): void {
    this.#hand.act(random)
  }

  /** Loses the connection for a moment; the client comes back by itself and may write meanwhile. */
  cut(): void {
    this.#editor.provider.configuration.websocketProvider.webSocket?.close()
  }

  /** Closes the laptop: what is written from here on stays here. */
  goAway(): void {
    if (this.#isAway) return
    this.#isAway = true
    this.#editor.leave()
  }

  async comeBack(): Promise<void> {
    if (!this.#isAway) return
    this.#isAway = false
    this.#editor = await join(this.#place.world, this.person, this.#place.room, { doc: this.doc, waitForSync: false })
  }

  /** Everything that may be written is committed. */
  async settle(): Promise<void> {
    await this.comeBack()
    for (let isSaved = false; !isSaved; ) {
      await vi.waitFor(() => this.#isRefused || this.#editor.provider.isSynced || Promise.reject(this.#notSynced()), {
        timeout: 15_000,
        interval: 10,
      })
      if (this.#isRefused) await this.#takeUpAgain()
      else isSaved = await this.#confirmed()
    }
  }

  leave(): void {
    this.#editor.leave()
  }

  #notSynced = (): Error => new Error(`${this.person.me.user.name} is not synced: ${this.#editor.refusal()}`)

  /** Did the server confirm everything, and not refuse something of it? */
  async #confirmed(): Promise<boolean> {
    let isSaved = false
    void this.#editor.saved().then(() => {
      isSaved = true
    })
    await vi.waitFor(() => isSaved || !this.#editor.provider.isSynced || Promise.reject(new Error('not saved')), {
      timeout: 15_000,
      interval: 5,
    })
    return isSaved
  }

  /** The document as the server has it, and of what was written here the sections that are open. */
  async #takeUpAgain(): Promise<void> {
    this.refusals += 1
    const mine = this.doc
    this.#editor.leave()
    this.#editor = await join(this.#place.world, this.person, this.#place.room)
    const isOpen = (root: string): boolean => {
      const section = sectionOfRoot(root)
      return section !== null && sectionLock(this.doc, section) === undefined
    }
    Y.applyUpdate(this.doc, keepRoots(this.doc, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(this.doc)), isOpen))
    this.#hand = new Hand(this.doc, this.#place.sections, this.#place.people)
  }
}
