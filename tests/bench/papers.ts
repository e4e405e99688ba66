import { setTimeout as pause } from 'node:timers/promises'
import { textSection } from '@certloom/shared/collab/documentDoc'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { writeParagraphs } from '../comments/textHand.ts'
import { readPdf } from '../exports/readPdf.ts'
import type { Person } from '../support/people.ts'
import { makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import { openBenchRoom } from './benchRoom.ts'
import type { BenchServer } from './benchServer.ts'
import { type Figures, figuresOf, measure } from './figures.ts'

/** How long revisions take to be compared and documents to be printed, in milliseconds, and how many pages that were. */
export type Papers = { compare: Figures; print: Figures; pages: number }

const sections: FillableSection[] = Array.from({ length: 50 }, (_, index) => textOfTemplate(`s${index}`))
const sentence = 'We protect what customers give us, and whoever finds a weakness reports it on the same day to the security officer. '

/** Compares two revisions of a document of 50 sections, each of which says something else, and prints one of thirty pages, each asked for over HTTP. */
export async function measurePapers(server: BenchServer, owner: Person): Promise<Papers> {
  const { id, room } = await makeDocumentWith(server, owner, sections, 'Papers')
  const opened = await openBenchRoom(server.url, owner, room)
  const writeAll = async (label: string, paragraphs: readonly string[]): Promise<number> => {
    for (const section of sections) writeParagraphs(textSection(opened.doc, section.id), paragraphs)
    await opened.saved()
    return (await owner.api.documents.nameVersion({ document_id: id, label })).revision
  }
  const from = await writeAll(
    'First',
    Array.from({ length: 10 }, (_, at) => `${at}. ${sentence.repeat(2)}`),
  )
  const to = await writeAll('Second', [`Since then: ${sentence}`])
  opened.leave()
  const compare = await measure(60, async () => {
    await owner.api.documents.compare({ document_id: id, from, to })
    return () => {}
  })
  let exportId = ''
  const print = await measure(10, async () => {
    exportId = (await owner.api.exports.exportDocument({ document_id: id, format: 'pdf', revision: to })).id
    await printed(owner, exportId)
    return () => {}
  })
  const file = await owner.fetch(`/api/v1/exports/${exportId}/download`)
  const { pages } = await readPdf(new Uint8Array(await file.arrayBuffer()))
  return { compare: figuresOf(compare), print: figuresOf(print), pages }
}

async function printed(by: Person, export_id: string): Promise<void> {
  for (;;) {
    const { status, failure } = await by.api.exports.get({ export_id })
    if (status === 'done') return
    if (status === 'failed') throw new Error(failure ?? 'The export failed.')
    await pause(20)
  }
}
