import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'

/** The start cannot go on, and the message is the one sentence its operator should read. */
export class StartError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StartError'
  }

  /** For a file or folder that could not be written. */
  static forFile(file: string, cause: unknown): StartError {
    const code = codeOf(cause)
    const why = reasons[code === 'ENOENT' ? whyNotWritable(file) : code] ?? String(cause)
    return new StartError(`Cannot write below ${file}: ${why}. Set DATA_DIR to a folder that can be written.`, { cause })
  }
}

const reasons: Record<string, string> = {
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOTDIR: 'a part of this path is a file',
  EEXIST: 'a part of this path is a file',
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

/** Making several folders at once hides the reason behind "no such file": ask the nearest one that exists. */
function whyNotWritable(file: string): string {
  let nearest = path.dirname(file)
  while (!existsSync(nearest)) nearest = path.dirname(nearest)
  try {
    accessSync(nearest, constants.W_OK)
    return 'ENOENT'
  } catch (error) {
    return codeOf(error)
  }
}
