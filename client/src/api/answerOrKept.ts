import { ORPCError } from '@orpc/client'

/** How long the server may take before what this device keeps is shown instead, in milliseconds. */
const patience = 8_000

/** Did the server itself say this? What stands before it answers in its place while it is down. */
const isAnswer = (error: unknown): boolean => error instanceof ORPCError && error.status < 502

/**
 * The server's answer; what this device keeps of it while the server cannot be reached.
 * @param kept null if it keeps nothing: then the server's silence is the error
 */
export async function answerOrKept<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  kept: () => T | null | Promise<T | null>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await ask(AbortSignal.any([signal, AbortSignal.timeout(patience)]))
  } catch (error) {
    const found = signal.aborted || isAnswer(error) ? null : await kept()
    if (found === null) throw error
    return found
  }
}
