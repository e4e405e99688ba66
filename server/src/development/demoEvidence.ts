import { createReadStream } from 'node:fs'
import path from 'node:path'
import { catalogueId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { addLink } from '../evidence/addEvidence.ts'
import { attach } from '../evidence/attach.ts'
import { listEvidence } from '../evidence/service.ts'
import { uploadFile } from '../evidence/uploadFile.ts'
import type { DemoPeople } from './demoPeople.ts'

const folder = path.resolve(import.meta.dirname, '../../../prisma/seed/demo/files')

/** Evidence somebody gives for one section of a document. */
export type DemoEvidence = {
  by: string
  title: string
  /** the code of the document's template */
  template: string
  section: string
} & ({ url: string } | { file: string })

/** More than anybody of the demo world gives. */
const many = 200

/** Gives evidence as its people would. What is there already is linked again, which mends what a cut left undone. */
export async function giveEvidence(
  people: DemoPeople,
  { customerId, standard, documents }: { customerId: string; standard: string; documents: readonly { id: string; templateId: string }[] },
  wanted: readonly DemoEvidence[],
): Promise<void> {
  for (const item of wanted) {
    const by = await people.as(item.by)
    const document = documents.find(({ templateId }) => templateId === catalogueId('template', standard, item.template))
    if (!document) throw new Error(`The demo plan has no document for the template ${item.template}.`)
    const id = (await findEvidence(by, customerId, item.title)) ?? (await addEvidence(by, customerId, item))
    await attach(by, id, { document_id: document.id, section_id: item.section })
  }
}

async function findEvidence(by: SignedInCtx, customerId: string, title: string): Promise<string | undefined> {
  const { evidence } = await listEvidence(by, { customerId }, { sort: 'newest', limit: many, after: undefined })
  return evidence.find((one) => one.title === title)?.id
}

async function addEvidence(by: SignedInCtx, customerId: string, item: DemoEvidence): Promise<string> {
  const { title } = item
  if ('url' in item) return addLink(by, { customerId, title, url: item.url, targets: [] })
  const file = { name: item.file, bytes: createReadStream(path.join(folder, item.file)) }
  const { evidenceId } = await uploadFile(by, { customerId, form: { file_type: 'evidence', title, description: '' }, file })
  if (evidenceId === null) throw new Error(`${title} was stored as an attachment.`)
  return evidenceId
}
