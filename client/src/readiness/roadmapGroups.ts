import type { api, RowOf } from '../api/client.ts'

type Step = RowOf<typeof api.readiness.roadmap>

/** What one owner has left to do. */
export type OwnerGroup = { key: string; title: string; steps: readonly Step[] }

/** The steps of each owner together, owners in the order of what they should do first. Every group has a title of its own, also where two owners have one name. */
export function groupsByOwner(steps: readonly Step[]): OwnerGroup[] {
  const groups = [...Map.groupBy(steps, keyOf)]
  const owners = groups.map(([, [first]]) => first?.owner ?? null)
  return groups.map(([key, own], index) => ({ key, title: titleOf(index, owners), steps: own }))
}

const keyOf = ({ owner }: Step): string => (owner ? `${owner.kind} ${owner.id}` : 'nobody')

const nameOf = (owner: Step['owner']): string => owner?.name ?? 'Nobody yet'

/** Owners of one name say what they are, and those who are the same are numbered. */
function titleOf(index: number, owners: readonly Step['owner'][]): string {
  const owner = owners[index] ?? null
  const namesakes = owners.flatMap((one, place) => (nameOf(one) === nameOf(owner) ? [{ kind: one?.kind, place }] : []))
  if (owner === null || namesakes.length === 1) return nameOf(owner)
  const alike = namesakes.filter(({ kind }) => kind === owner.kind)
  const number = alike.length === 1 ? '' : ` ${alike.findIndex(({ place }) => place === index) + 1}`
  return `${owner.name} (${owner.kind}${number})`
}
