import { newId } from '@certloom/shared/ids'

/** A schema as the description of the interface has it, as far as samples need it. */
export type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  format?: string
  pattern?: string
  minimum?: number
}

/** Fields of which a body must have one or another, which no schema says. */
const oneOfSeveral: ReadonlySet<string> = new Set(['session_name', 'answer'])

type Ids = Readonly<Record<string, string>>

/** A body that fits a schema: what it must have, and every id of these that it may have. */
export function sampleInput(schema: Schema, ids: Ids, name = ''): unknown {
  const known = idFor(name, ids)
  if (name === 'role') return 'contributor' // one that every customer has
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum.find((value) => value !== null)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return sampleInput(choices.find(({ type }) => type !== 'null') ?? {}, ids, name)
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([field]) => schema.required?.includes(field) || oneOfSeveral.has(field) || idFor(field, ids) !== undefined)
        .map(([field, inner]) => [field, sampleInput(inner, ids, field)]),
    )
  if (schema.type === 'array') return [sampleInput(schema.items ?? {}, ids, name)]
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  return known ?? (name.startsWith('email') ? 'somebody@example.test' : text(schema))
}

/** `task_ids` takes a `task_id`; whoever is assigned, mentioned or asked is a person. */
function idFor(field: string, ids: Ids): string | undefined {
  const people = ['member_ids', 'reviewer_ids', 'mentions', 'reassign_to']
  return people.includes(field) ? ids.user_id : ids[field.replace(/_ids$/, '_id')]
}

function text({ format, pattern }: Schema): string {
  if (format === 'uuid' || pattern?.includes('[0-9a-fA-F]{8}')) return newId()
  if (format === 'date') return '2031-01-31'
  return format === 'uri' ? 'https://files.example/record' : 'Planted'
}
