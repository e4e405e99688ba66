/** Classes of errors about what was asked, not about the state of the server: wrong data, a violated constraint, a missing right, a raised exception. */
const classesAboutTheQuery = new Set(['22', '23', '42', 'P0'])

/** The SQLSTATE PostgreSQL gave, through everything Prisma wraps it in; undefined if it gave none, as when it cannot be reached. */
function sqlStateOf(error: unknown): string | undefined {
  const { meta, cause } = error as { meta?: { driverAdapterError?: { cause?: Cause } }; cause?: Cause }
  return (meta?.driverAdapterError?.cause ?? cause)?.originalCode
}

type Cause = { originalCode?: string }

/** Did the database refuse this one query, while it may well take others? */
export function isAboutTheQuery(error: unknown): boolean {
  return classesAboutTheQuery.has(sqlStateOf(error)?.slice(0, 2) ?? '')
}

/** Did the database refuse a row because another has what must be unique? Prisma says so in its own words, or passes on the state. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: string }).code === 'P2002' || sqlStateOf(error) === '23505'
