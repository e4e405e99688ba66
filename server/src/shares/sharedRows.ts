import type { AnswerStatus } from '@certloom/shared/readiness/status'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type AnswerList, answersIn } from '../readiness/answers.ts'

const withFile = { file: { select: { sha256: true } } } satisfies Prisma.EvidenceInclude

type SharedItem = Prisma.EvidenceGetPayload<{ include: typeof withFile }>

/** A change of a row, with what its status was and became, and how many changes there were of that row. */
type SharedChange = {
  requirementId: string
  field: 'status' | 'justification' | 'evidence'
  before: AnswerStatus | null
  after: AnswerStatus | null
  createdAt: Date
  changes: number
}

/** The rows of a checklist with what an auditor follows them to. */
export type SharedRows = {
  answers: AnswerList['answers']
  evidence: ReadonlyMap<string, SharedItem>
  history: ReadonlyMap<string, SharedChange[]>
}

/** Who wants to know what was before these asks those who keep the checklist. */
const mostChanges = 30

/** What a link shows of the rows of a checklist, within a transaction that already runs. */
export async function sharedRowsIn(
  tx: Tx,
  { id: projectId, organizationId, customerId }: { id: string; organizationId: string; customerId: string },
): Promise<SharedRows> {
  const { answers } = await answersIn(tx, { organizationId, projectId })
  // What was rejected shows nothing, and why it was is between those who work on it.
  const items = await tx.evidence.findMany({
    where: {
      organizationId,
      customerId,
      archivedAt: null,
      status: { not: 'rejected' },
      id: { in: answers.flatMap(({ evidenceId }) => evidenceId ?? []) },
    },
    include: withFile,
  })
  const changes = await changesIn(tx, { organizationId, projectId })
  return {
    answers,
    evidence: new Map(items.map((item) => [item.id, item])),
    history: Map.groupBy(changes, ({ requirementId }) => requirementId),
  }
}

/**
 * The last changes of each row, newest first, without those of what is internal: owners, dates and notes. Words and addresses that are not there any more
 * stay in the log: whoever took them away may have had a reason.
 */
const changesIn = (tx: Tx, { organizationId, projectId }: { organizationId: string; projectId: string }): Promise<SharedChange[]> =>
  tx.$queryRaw<SharedChange[]>`
    select section_id as "requirementId", field, before, after, created_at as "createdAt", changes
      from (select section_id, field, before ->> 'status' as before, after ->> 'status' as after, created_at, id,
                   row_number() over (partition by section_id order by id desc) as place,
                   (count(*) over (partition by section_id))::int as changes
              from activity join unnest(array['status', 'justification', 'evidence']) as field on after ? field
             where organization_id = ${organizationId}::uuid and entity_id = ${projectId}::uuid and action = 'answer.changed') logged
     where place <= ${mostChanges}
     order by id desc`
