import { cleanName, portableName } from '../files/name.ts'
import type { Desk, WrittenFile } from './desk.ts'
import { renderStatement } from './renderStatement.ts'
import { sheetOf } from './statementSheet.ts'
import { readStatementSource } from './statementSource.ts'

/** The Statement of Applicability of a checklist as a file; throws what reading it throws. */
export async function statementFile({ job, read, write, exported }: Desk, projectId: string): Promise<WrittenFile> {
  const source = await read((tx) => readStatementSource(tx, { projectId, exported }))
  const name = portableName(`${cleanName(portableName(source.customer))} Statement of Applicability r${source.revision}`)
  return { name: `${name}.${job.format}`, bytes: await (job.format === 'xlsx' ? sheetOf(source) : write(renderStatement(source))) }
}
