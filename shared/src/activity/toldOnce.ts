import type { Activity } from './contract.ts'

type Row = Pick<Activity, 'id' | 'action' | 'entity_id' | 'section' | 'after' | 'request_id'>

/** A changed role is logged twice, as taken and as given; the second row says it all. */
const isToldAsGiven = ({ action, after }: Row): boolean => action === 'role.revoked' && after !== null

/** What an evidence section says follows from its evidence, and each change of that has a row of its own. */
const isToldAsEvidence = ({ action, section }: Row): boolean => action === 'section.edited' && section?.type === 'evidence'

const isLinkOf = ({ action, after }: Row, evidenceId: string): boolean =>
  action === 'evidence.linked' && typeof after === 'object' && after !== null && Reflect.get(after, 'evidence_id') === evidenceId

/** An upload also gives evidence, which is also linked: of one request the last of these says most. */
function isToldByRest({ action, entity_id }: Row, ofRequest: readonly Row[]): boolean {
  if (action === 'file.uploaded') return ofRequest.some((row) => row.action === 'evidence.added')
  return action === 'evidence.added' && ofRequest.some((row) => isLinkOf(row, entity_id))
}

/** Leaves out the rows whose act another row tells: the log has every fact, a reader wants each act once. */
export function toldOnce<Told extends Row>(rows: readonly Told[]): Told[] {
  const byRequest = Map.groupBy(rows, (row) => row.request_id ?? `only ${row.id}`)
  return rows.filter(
    (row) => !(isToldAsGiven(row) || isToldAsEvidence(row) || isToldByRest(row, byRequest.get(row.request_id ?? '') ?? [])),
  )
}
