/** More than a busy minute brings: an import announces each of its tasks. */
const most = 10_000

/** What was announced lately, for whoever began to read a moment before they began to listen. */
export class Recent<Announcement> {
  readonly #reach: number
  #announced: { at: number; announcement: Announcement }[] = []
  /** What came later is known, all of it. */
  #knownAfter = Number.POSITIVE_INFINITY

  /** @param reach how long an announcement is kept, in milliseconds */
  constructor(reach: number) {
    this.#reach = reach
  }

  /** Everything is heard from here on. */
  begin(): void {
    this.#announced = []
    this.#knownAfter = performance.now()
  }

  /** Nothing is heard any more. */
  lose(): void {
    this.#knownAfter = Number.POSITIVE_INFINITY
  }

  add(announcement: Announcement): void {
    const at = performance.now()
    this.#announced.push({ at, announcement })
    for (
      let first = this.#announced[0];
      first && (first.at < at - this.#reach || this.#announced.length > most);
      first = this.#announced[0]
    ) {
      this.#knownAfter = first.at
      this.#announced.shift()
    }
  }

  /** @returns what was announced in the last so many milliseconds, oldest first; null if there may have been more */
  within(milliseconds: number): readonly Announcement[] | null {
    const from = performance.now() - milliseconds
    if (from < this.#knownAfter) return null
    return this.#announced.filter(({ at }) => at > from).map(({ announcement }) => announcement)
  }
}
