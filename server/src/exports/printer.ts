/** Turns a page into a PDF. What it prints may load fonts of ours and nothing else, and runs no script. */
export type Printer = {
  /**
   * Prints HTML as a tagged PDF with an outline of its headings. Prints wait for each other.
   * @throws `unavailable` if this machine cannot print, or the page took too long; the signal's reason if it is aborted
   */
  print(html: string, signal?: AbortSignal): Promise<Uint8Array>
  /** Ends what is being printed and refuses what comes later. */
  close(): Promise<void>
}
