/** The start cannot go on, and the message is the one sentence its operator should read. */
export class StartError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StartError'
  }

  /** For a file or folder that could not be written. */
  static forFile(file: string, cause: unknown): StartError {
    const code = (cause as NodeJS.ErrnoException).code
    const why =
      code === 'EROFS'
        ? 'the disk is read-only'
        : code === 'ENOSPC'
          ? 'the disk is full'
          : code === 'EACCES' || code === 'EPERM'
            ? 'permission is denied'
            : String(cause)
    return new StartError(`Cannot write below ${file}: ${why}. Set DATA_DIR to a folder that can be written.`, { cause })
  }
}
