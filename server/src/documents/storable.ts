/** Deeper than any document of people, and far from where recursion ends. */
const deepest = 200

/** Live content that no editor of ours makes and that nothing can be read from. */
export class UnreadableContentError extends Error {
  constructor(why: string) {
    super(`Content of a live document cannot be read: ${why}.`)
    this.name = 'UnreadableContentError'
  }
}

/**
 * Live content as JSON that Postgres can keep. A live document can hold what JSON or Postgres cannot (NUL, halves of characters, big integers,
 * bytes): those are replaced or left out, so that one odd value never keeps a room from being saved.
 * @throws UnreadableContentError if it is nested deeper than any document of people
 */
export const storable = (value: unknown): unknown => convert(value, 0)

function convert(value: unknown, depth: number): unknown {
  if (depth > deepest) throw new UnreadableContentError('it is nested too deep')
  switch (typeof value) {
    case 'string':
      return cleanText(value)
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'boolean':
      return value
    case 'bigint':
      return String(value)
    case 'object':
      return convertObject(value, depth)
    case 'undefined':
    case 'function':
    case 'symbol':
      return null
  }
}

function convertObject(value: object | null, depth: number): unknown {
  if (value === null || ArrayBuffer.isView(value)) return null
  if (Array.isArray(value)) return value.map((item) => convert(item, depth + 1))
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.map(([key, inner]) => [cleanText(key), convert(inner, depth + 1)]))
}

const cleanText = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD')
