import { readRichText } from '@certloom/shared/collab/richText'
import type { FileValues } from '@certloom/shared/readiness/checklistFile'
import { fileFields } from '@certloom/shared/readiness/checklistFile'
import type { FileProblem, ReadFile, ReadRow } from '@certloom/shared/readiness/readChecklistFile'
import type { AnswerOwner } from '@certloom/shared/readiness/status'
import type { Tx } from '../db/prisma.ts'
import { contentHash } from '../documents/canonical.ts'
import { answersIn } from './answers.ts'
import { type AnswerRow, fileRowsOf } from './fileRows.ts'

type Key = { organizationId: string; projectId: string }

/** A value that a file changes, as files write it. */
export type FieldChange = { field: keyof FileValues; before: FileValues[keyof FileValues]; after: FileValues[keyof FileValues] }

/** A row that a file changes. `owner` is whom it names, if it names somebody else. */
export type RowChange = { answer: AnswerRow; before: FileValues; after: FileValues; fields: FieldChange[]; owner: AnswerOwner | null }

/** What importing a file would do; nothing may be imported while there are problems. */
export type ImportPlan = { rows: number; problems: FileProblem[]; changes: RowChange[] }

/** Compares a file with a checklist, and finds out whom and what it names. */
export async function planImport(tx: Tx, key: Key & { customerId: string }, { rows, problems }: ReadFile): Promise<ImportPlan> {
  const list = await answersIn(tx, { organizationId: key.organizationId, projectId: key.projectId })
  const current = await fileRowsOf(tx, list, { includesCmmc: false })
  const stored = new Map(list.answers.map((answer, index) => [answer.requirement.code, { answer, before: current[index] }]))
  const named = await namedBy(tx, key, rows)
  const plan: ImportPlan = { rows: rows.length, problems: [...problems], changes: [] }
  for (const row of rows) {
    const found = stored.get(row.code)
    const tell = (message: string) => plan.problems.push({ line: row.line, code: row.code, message })
    if (!found?.before) tell('This checklist has no row with this code.')
    else {
      const change = compare(row, found.answer, found.before, named, tell)
      if (change.fields.length > 0) plan.changes.push(change)
    }
  }
  plan.problems.sort((a, b) => a.line - b.line)
  return plan
}

type Named = { people: ReadonlyMap<string, string>; teams: ReadonlyMap<string, readonly string[]>; evidence: ReadonlySet<string> }

function compare({ values }: ReadRow, answer: AnswerRow, before: FileValues, named: Named, tell: (message: string) => void): RowChange {
  const after = { ...before, ...stated(values) }
  const fields = fileFields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
  const changes = new Set(fields.map(({ field }) => field))
  if (changes.has('notes') && after.notes !== null && readRichText(after.notes) === null) tell('notes: no rich text that can stand here')
  if (changes.has('evidence_id') && after.evidence_id !== null && !named.evidence.has(after.evidence_id))
    tell('evidence_id: this customer has no such evidence')
  return { answer, before, after, fields, owner: changes.has('owner') ? ownerNamed(after.owner, named, tell) : null }
}

/** What a row states. An address takes the place of an item and the other way round. */
function stated(values: ReadRow['values']): Partial<FileValues> {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<FileValues>
  if (given.evidence_url) return { ...given, evidence_id: null }
  if (given.evidence_id) return { ...given, evidence_url: null }
  return given
}

const isSame = (a: unknown, b: unknown): boolean => contentHash({ value: a }) === contentHash({ value: b })

function ownerNamed(owner: FileValues['owner'], { people, teams }: Named, tell: (message: string) => void): AnswerOwner | null {
  if (owner === null) return null
  if (owner.kind === 'person') {
    const id = people.get(owner.email)
    if (id !== undefined) return { kind: 'person', id }
    tell(`owner: nobody here has the address ${owner.email}`)
    return null
  }
  const [id, second] = teams.get(owner.name) ?? []
  if (id !== undefined && second === undefined) return { kind: 'team', id }
  tell(id === undefined ? `owner: there is no team ${owner.name}` : `owner: several teams are called ${owner.name}`)
  return null
}

/** The people, teams and evidence that rows name and that can stand in this checklist. */
async function namedBy(
  tx: Tx,
  { organizationId, customerId }: { organizationId: string; customerId: string },
  rows: readonly ReadRow[],
): Promise<Named> {
  const owners = rows.flatMap(({ values }) => values.owner ?? [])
  const user = { email: { in: owners.flatMap((owner) => (owner.kind === 'person' ? owner.email : [])) } }
  const select = { user: { select: { id: true, email: true } } }
  const staff = await tx.organizationMember.findMany({ where: { organizationId, deactivatedAt: null, user }, select })
  const customerStaff = await tx.customerMember.findMany({ where: { organizationId, customerId, deactivatedAt: null, user }, select })
  const teams = await tx.team.findMany({
    where: {
      organizationId,
      archivedAt: null,
      OR: [{ customerId }, { customerId: null }],
      name: { in: owners.flatMap((owner) => (owner.kind === 'team' ? owner.name : [])) },
    },
    select: { id: true, name: true },
  })
  const evidence = await tx.evidence.findMany({
    where: { organizationId, customerId, archivedAt: null, id: { in: rows.flatMap(({ values }) => values.evidence_id ?? []) } },
    select: { id: true },
  })
  return {
    people: new Map([...staff, ...customerStaff].map((member) => [member.user.email.toLowerCase(), member.user.id])),
    teams: new Map([...Map.groupBy(teams, ({ name }) => name)].map(([name, group]) => [name, group.map(({ id }) => id)])),
    evidence: new Set(evidence.map(({ id }) => id)),
  }
}
