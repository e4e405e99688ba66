import { heading, type PrintedDocument, partOf, plainTable, type Run, readable } from './blocks.ts'
import { dayInWords, momentInWords } from './dates.ts'
import type { SourceVersion } from './source.ts'

/** A document of an archive: its file, or why it has none. */
export type IndexEntry = {
  number: string
  name: string
  written?: { version: SourceVersion; isApproved: boolean; fileName: string; sha256: string }
  missing?: string
}

type Plan = {
  plan: string
  framework: string
  customer: string
  organization: string
  approvedOnly: boolean
  entries: readonly IndexEntry[]
  exported: { by: string; at: Date }
}

/** The index of an archive: which documents a plan has, in which version and state, and the hash of each. */
export function renderIndex({ plan, framework, customer, organization, approvedOnly, entries, exported }: Plan): PrintedDocument {
  const count = entries.filter(({ written }) => written).length
  return {
    title: readable(plan),
    subtitle: readable(`Documents · ${framework}`),
    organization: readable(organization),
    customer: readable(customer),
    facts: [
      ['Documents', `${count} of ${entries.length}`],
      ['Contents', approvedOnly ? 'Approved versions' : 'As they are'],
      ['As of', dayInWords(exported.at)],
    ],
    warning: null,
    footer: readable(`${plan} · index`),
    language: 'en-GB',
    parts: [
      partOf([
        heading(1, 'Documents'),
        plainTable(
          'Documents',
          ['No.', 'Document', 'Version', 'Status', 'Content hash (SHA-256)', 'File'],
          entries.map(row),
          [1, 4, 2, 2, 4, 4],
        ),
        heading(1, 'About this archive'),
        plainTable('About this archive', ['Exported', 'By'], [[momentInWords(exported.at), exported.by]], [1, 1]),
      ]),
    ],
  }
}

function row({ number, name, written, missing }: IndexEntry): (string | Run[])[] {
  if (!written) return [number, name, '', missing ?? '', '', '']
  const { version, isApproved, fileName } = written
  return [
    number,
    name,
    `${version.documentVersion} (revision ${version.revision})`,
    isApproved ? 'Approved' : 'Draft',
    [{ text: version.contentHash, code: true }],
    fileName,
  ]
}
