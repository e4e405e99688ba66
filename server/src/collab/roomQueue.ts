/** Which of a room's edits are not durable yet, in the order they were accepted, and who waits for them. */
export class RoomQueue {
  /** ids of edits and their place in the order of acceptance, which ids do not tell: they follow a clock that can be set back */
  readonly #open = new Map<string, number>()
  #last = 0
  #waiting: { after: number; resolve: () => void }[] = []

  get isEmpty(): boolean {
    return this.#open.size === 0
  }

  add(id: string): void {
    this.#open.set(id, ++this.#last)
  }

  settled(): Promise<void> {
    if (this.isEmpty) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ after: this.#last, resolve }))
  }

  settle(id: string): void {
    this.#open.delete(id)
    const [oldest = Number.POSITIVE_INFINITY] = this.#open.values()
    const isDone = (waiter: { after: number }) => oldest > waiter.after
    for (const waiter of this.#waiting) if (isDone(waiter)) waiter.resolve()
    this.#waiting = this.#waiting.filter((waiter) => !isDone(waiter))
  }
}
