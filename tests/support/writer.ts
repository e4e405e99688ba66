import { textSection } from '@certloom/shared/collab/documentDoc'
import * as Y from 'yjs'
import { objectives } from './documents.ts'
import type { Editor } from './live.ts'

/** What one person did, and how much of it was acknowledged as saved. */
export class Writer {
  readonly name: string
  readonly editor: Editor
  readonly inserted: string[] = []
  readonly deleted = new Set<string>()
  acknowledged: Acknowledged = { inserted: 0, deleted: new Set<string>() }
  readonly #onSaved: (writer: Writer) => void
  #isWriting = true
  #isListening = true

  /** @param onSaved called after each acknowledgement */
  constructor(name: string, editor: Editor, onSaved: (writer: Writer) => void = () => {}) {
    this.name = name
    this.editor = editor
    this.#onSaved = onSaved
  }

  /** Types and deletes words of its own until it rests or stops, asking for acknowledgement all the time. */
  async write(random: () => number): Promise<void> {
    while (this.#isWriting) {
      for (let n = 0; n < 1 + random() * 3; n++) this.#act(random)
      const [inserted, deleted] = [this.inserted.length, new Set(this.deleted)]
      void this.editor.saved().then(() => {
        if (!this.#isListening || inserted < this.acknowledged.inserted) return
        this.acknowledged = { inserted, deleted }
        this.#onSaved(this)
      })
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setTimeout(resolve, random() * 20))
    }
  }

  /** Writes no more, and goes on hearing what is saved. */
  rest(): void {
    this.#isWriting = false
  }

  /** Writes and hears no more. */
  stop(): void {
    this.#isWriting = false
    this.#isListening = false
  }

  /** Which of its words a text lacks or still has, against what it was told was saved (or against `everything`). */
  contradictions(words: string, { inserted, deleted }: Acknowledged = this.acknowledged): string[] {
    const saved = this.inserted.slice(0, inserted)
    return saved.filter((word) => (deleted.has(word) ? words.includes(word) : !this.deleted.has(word) && !words.includes(word)))
  }

  /** Everything it did, as if all of it were acknowledged. */
  get everything(): Acknowledged {
    return { inserted: this.inserted.length, deleted: this.deleted }
  }

  #act(random: () => number): void {
    const paragraph = textSection(this.editor.doc, objectives).get(0)
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
    if (!(text instanceof Y.XmlText)) return
    const mine = this.inserted.filter((word) => !this.deleted.has(word))
    const victim = mine[Math.floor(random() * mine.length)]
    const at = victim === undefined ? -1 : String(text.toString()).indexOf(victim)
    if (victim !== undefined && at >= 0 && random() < 0.3) {
      text.delete(at, victim.length)
      this.deleted.add(victim)
    } else {
      const word = `[${this.name}${this.inserted.length}]`
      text.insert(text.length, word)
      this.inserted.push(word)
    }
  }
}

type Acknowledged = { inserted: number; deleted: ReadonlySet<string> }
