/** What of a document says where it stands among others: the kind of its template, and the clauses it serves. */
export type Ordered = { documentType: string; clauses: readonly string[] }

/** What says how things are done comes before what shows that they were done. */
const kinds = ['manual', 'policy', 'procedure', 'record', 'form']

const parts = (clause: string): number[] => clause.split('.').map(Number)

const isClause = (code: string): boolean => /^\d+(\.\d+)*$/.test(code)

/** 9.2 before 9.2.1 before 10.1. */
function compareClauses(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)]
  const differing = a.findIndex((part, index) => part !== b[index])
  return differing < 0 ? a.length - b.length : (a[differing] ?? 0) - (b[differing] ?? -1)
}

/** The chapter most of these clauses are of, the earlier of two that have as many. */
function chapterOf(clauses: readonly string[]): number {
  const counts = new Map<number, number>()
  for (const clause of clauses) {
    const [chapter = 0] = parts(clause)
    counts.set(chapter, (counts.get(chapter) ?? 0) + 1)
  }
  const [main] = [...counts].sort(([a, few], [b, many]) => many - few || a - b)
  return main?.[0] ?? Number.POSITIVE_INFINITY
}

function rankOf({ documentType, clauses }: Ordered) {
  const sorted = clauses.filter(isClause).sort(compareClauses)
  const chapter = chapterOf(sorted)
  const within = sorted.filter((clause) => parts(clause)[0] === chapter)
  const kind = kinds.indexOf(documentType)
  return { chapter, kind: kind < 0 ? kinds.length : kind, last: within.at(-1) ?? '', first: within[0] ?? '' }
}

type Rank = ReturnType<typeof rankOf>

function compareRanks(a: Rank, b: Rank): number {
  if (a.chapter !== b.chapter) return a.chapter < b.chapter ? -1 : 1
  return a.kind - b.kind || compareClauses(a.last, b.last) || compareClauses(a.first, b.first)
}

/**
 * Documents so that what others build on is asked first. The management standards share one order of chapters, each of which needs the answers of
 * those before it: 4 what is covered, 5 who decides and the policy, 6 risks and what is done about them, 7 the means, 8 the work and its controls,
 * 9 whether it works, 10 what is made better. So documents go by the chapter that most of their clauses are of; within a chapter by kind, from what
 * rules to what records; then by how far into the chapter they reach, because a document needs what is settled before its last clause. What is equal
 * in all of this, and what serves no clause, stays in the order given, the latter at the end.
 */
export const inDependencyOrder = <D extends Ordered>(documents: readonly D[]): D[] =>
  documents
    .map((document) => ({ document, rank: rankOf(document) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ document }) => document)
