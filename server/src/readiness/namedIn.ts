import type { AnswerEvidence, AnswerOwner } from '@certloom/shared/readiness/status'
import type { Person } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { peopleOf } from '../members/names.ts'
import type { RowChange } from './rowChanges.ts'

/** What changes are told with: who made them, the codes of their rows, and the names of owners and evidence that are really there. */
export type Names = {
  people: readonly Pick<Person, 'id' | 'name' | 'email'>[]
  codes: ReadonlyMap<string, string>
  owners: ReadonlyMap<string, string>
  evidence: ReadonlyMap<string, string>
}

/** Looks up everything that changes name. Owners and evidence of others than this customer are not found. */
export async function namesFor(
  tx: Tx,
  { organizationId, customerId }: { organizationId: string; customerId: string },
  changes: readonly RowChange[],
): Promise<Names> {
  const owners = valuesOf<AnswerOwner>(changes, 'owner')
  const evidence = valuesOf<AnswerEvidence>(changes, 'evidence')
  const idsOf = (kind: AnswerOwner['kind']) => ({ in: owners.flatMap((owner) => (owner?.kind === kind ? owner.id : [])) })
  const itemIds = evidence.flatMap((item) => (item?.kind === 'item' ? item.id : []))
  const own = { organizationId, OR: [{ customerId }, { customerId: null }] }
  const teams = await tx.team.findMany({ where: { ...own, id: idsOf('team') }, select: { id: true, name: true } })
  const staff = await tx.organizationMember.findMany({
    where: { organizationId, userId: idsOf('person') },
    select: { user: { select: { id: true, name: true } } },
  })
  const customerStaff = await tx.customerMember.findMany({
    where: { organizationId, customerId, userId: idsOf('person') },
    select: { user: { select: { id: true, name: true } } },
  })
  const items = await tx.evidence.findMany({
    where: { organizationId, customerId, id: { in: itemIds } },
    select: { id: true, title: true },
  })
  const requirements = await tx.frameworkRequirement.findMany({
    where: { id: { in: changes.map(({ requirementId }) => requirementId) } },
    select: { id: true, code: true },
  })
  const people = await peopleOf(
    tx,
    changes.flatMap(({ userId }) => userId ?? []),
  )
  return {
    people,
    codes: new Map(requirements.map(({ id, code }) => [id, code])),
    owners: new Map([...teams, ...[...staff, ...customerStaff].map(({ user }) => user)].map(({ id, name }) => [id, name])),
    evidence: new Map(items.map(({ id, title }) => [id, title])),
  }
}

const valuesOf = <T>(changes: readonly RowChange[], field: RowChange['field']): (T | null)[] =>
  changes.filter((change) => change.field === field).flatMap(({ before, after }) => [before, after] as (T | null)[])

/** The name of what a value names, for those who read the log when it is gone. */
export function namesIn(value: object, { owners, evidence }: Names): { name?: string } {
  const id = 'id' in value && typeof value.id === 'string' ? value.id : ''
  const name = owners.get(id) ?? evidence.get(id)
  return name === undefined ? {} : { name }
}
