import { readFileSync } from 'node:fs'
import path from 'node:path'
import { checklistRow, justificationText, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { replaceText } from '@certloom/shared/collab/sharedText'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import { catalogueId } from '@certloom/shared/ids'
import { answerStatuses } from '@certloom/shared/readiness/status'
import type { Doc } from 'yjs'
import { z } from 'zod'
import type { SignedInCtx } from '../accounts/session.ts'
import type { Services } from '../context.ts'
import { createProject } from '../readiness/createProject.ts'
import { getProject, listProjects } from '../readiness/service.ts'
import { dayIn } from './demoDays.ts'
import type { DemoPeople } from './demoPeople.ts'

const folder = path.resolve(import.meta.dirname, '../../../prisma/seed/demo')

const Row = z.strictObject({
  status: z.enum(answerStatuses),
  why: z.string().optional(),
  owner: z.email().optional(),
  evidence: z.url().optional(),
  months_ahead: z.int().optional(),
})
type Row = z.infer<typeof Row>

/** What one person says in one sitting, by the codes of rows; it becomes one revision. */
const Sitting = z.strictObject({ by: z.email(), rows: z.record(z.string(), Row) })

const readSittings = (file: string) => Sitting.array().parse(JSON.parse(readFileSync(path.join(folder, `${file}.json`), 'utf8')))

type Wanted = { customerId: string; standard: string; file: string }

/** Makes a customer's checklist and answers it as its people would; goes on where a run that was cut off had come to. */
export async function makeChecklist(
  { live, people }: { live: Services['live']; people: DemoPeople },
  consultant: SignedInCtx,
  { customerId, standard, file }: Wanted,
): Promise<void> {
  const frameworkId = catalogueId('framework', standard)
  const [known] = await listProjects(consultant, { customerId, isArchived: false }, { limit: 1, after: undefined })
  const { id } = known ?? (await createProject(consultant, { customerId, frameworkId, name: undefined, mode: 'list', includesCmmc: true }))
  const { room, revision } = await getProject(consultant, id)
  for (const { by, rows } of readSittings(file).slice(revision)) {
    const { signedIn } = await people.as(by)
    const owners = await personIds(people, rows)
    await live.edit(room, signedIn, (doc) => {
      for (const [code, row] of Object.entries(rows))
        answer(doc, catalogueId('requirement', standard, code), row, { userId: signedIn.person.id, ownerId: owners.get(row.owner ?? '') })
    })
    await live.store(room)
  }
}

async function personIds(people: DemoPeople, rows: Record<string, Row>): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { owner } of Object.values(rows)) if (owner && !ids.has(owner)) ids.set(owner, (await people.as(owner)).signedIn.person.id)
  return ids
}

function answer(doc: Doc, requirementId: string, said: Row, { userId, ownerId }: { userId: string; ownerId: string | undefined }): void {
  const row = checklistRow(doc, requirementId)
  chooseStatus(row, said.status, { userId, now: new Date() })
  if (ownerId) setOwner(row, { kind: 'person', id: ownerId })
  if (said.evidence) setEvidence(row, { kind: 'link', url: said.evidence })
  if (said.months_ahead !== undefined) setDue(row, dayIn(said.months_ahead))
  replaceText(justificationText(doc, requirementId), said.why ?? '')
}
