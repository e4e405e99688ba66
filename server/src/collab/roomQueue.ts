/** Which of a room's edits are not durable yet, in the order they were accepted, and who waits for them. */
export class RoomQueue {
  readonly #open = new Set<string>()
  #last = ''
  #waiting: { after: string; resolve: () => void }[] = []

  get isEmpty(): boolean {
    return this.#open.size === 0
  }

  add(id: string): void {
    this.#open.add(id)
    this.#last = id
  }

  settled(): Promise<void> {
    if (this.isEmpty) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ after: this.#last, resolve }))
  }

  settle(id: string): void {
    this.#open.delete(id)
    const [oldest] = this.#open
    // Ids are UUIDv7 of one process: their order is the order of acceptance.
    const isDone = (waiter: { after: string }) => oldest === undefined || oldest > waiter.after
    for (const waiter of this.#waiting) if (isDone(waiter)) waiter.resolve()
    this.#waiting = this.#waiting.filter((waiter) => !isDone(waiter))
  }
}
