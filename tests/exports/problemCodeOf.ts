import { AppError } from '@certloom/shared/errors'

/** The code of the problem that something fails with; it must fail. */
export const problemCodeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => Promise.reject(new Error('It was expected to fail, and it succeeded.')),
    (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error)),
  )
