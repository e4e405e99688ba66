import type { Statement } from '@certloom/shared/readiness/statementContract'
import type { Tx } from '../db/prisma.ts'
import { getProjectIn } from '../readiness/service.ts'
import { refuseUnjustified, statementIn } from '../readiness/statement.ts'

/** A Statement of Applicability with everything that is said about it in a file. */
export type StatementSource = Statement & {
  project: string
  organization: string
  customer: string
  framework: string
  exported: { by: string; at: Date }
}

/** Reads a statement for an export. Throws `conflict` if a control was left out without a word since it was asked for. */
export async function readStatementSource(
  tx: Tx,
  { projectId, exported }: { projectId: string; exported: StatementSource['exported'] },
): Promise<StatementSource> {
  const project = await getProjectIn(tx, projectId)
  const statement = await statementIn(tx, project)
  refuseUnjustified(statement.domains.flatMap(({ rows }) => rows))
  const { organization } = await tx.customer.findFirstOrThrow({
    where: { id: project.customerId },
    select: { organization: { select: { name: true } } },
  })
  return {
    ...statement,
    project: project.name,
    organization: organization.name,
    customer: project.customer.companyName,
    framework: project.framework.name,
    exported,
  }
}
