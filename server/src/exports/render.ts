import type { LinkedEvidence } from '../evidence/linkedEvidence.ts'
import { cleanName, portableName } from '../files/name.ts'
import {
  type Block,
  factTable,
  heading,
  type Part,
  type PrintedDocument,
  paragraph,
  partOf,
  plainTable,
  type Run,
  readable,
  safeLink,
} from './blocks.ts'
import { dayInWords, momentInWords } from './dates.ts'
import { fillableBlocks, fixedBlocks } from './sections.ts'
import type { Deed, DocumentSource } from './source.ts'

/**
 * A version of a document as something to print: control data first, then what the template says and what people filled in, then the evidence.
 * Everything it needs is given, so the same version is always the same document.
 */
export function renderDocument(source: DocumentSource): PrintedDocument {
  const { version, approval } = source
  const state = approval ? 'Approved' : 'Draft, not approved'
  return {
    title: readable(source.name),
    subtitle: subtitleOf(source),
    organization: readable(source.organization),
    customer: readable(source.customer),
    facts: [
      ['Version', `${version.documentVersion}`],
      ['Status', state],
      ...(approval ? ([['Approved by', readable(approval.by)]] as const) : []),
      approval ? ['Approved on', dayInWords(approval.at)] : ['As of', dayInWords(version.createdAt)],
    ],
    warning: approval ? null : 'Draft, not approved',
    footer: readable(`${source.name} · version ${version.documentVersion}, revision ${version.revision}`),
    language: 'en-GB',
    parts: joined([
      partOf(controlBlocks(source, state)),
      ...source.sections.fixed.map((section) => partOf(fixedBlocks(section, source.facts))),
      ...source.sections.fillable.map((section) => partOf(fillableBlocks(section, source.contents.get(section.id), source.names))),
      partOf(evidenceBlocks(source.evidence, source.evidenceAt)),
    ]),
  }
}

/** Parts that follow each other the same way up are one; what is about the document stays apart from what it says. */
const joined = (parts: readonly Part[]): Part[] =>
  parts.reduce<Part[]>((all, part) => {
    const last = all.length > 1 ? all.at(-1) : undefined
    if (last?.isWide === part.isWide) last.blocks.push(...part.blocks)
    else all.push({ ...part, blocks: [...part.blocks] })
    return all
  }, [])

/** "clauses 5.1, 5.2"; nothing for a document of no clause. */
const clausesIn = (refs: readonly string[]): string =>
  refs.length === 0 ? '' : `${refs.length === 1 ? 'clause' : 'clauses'} ${refs.join(', ')}`

function subtitleOf({ documentType, framework, clauseRefs }: DocumentSource): string {
  const kind = documentType.charAt(0).toUpperCase() + documentType.slice(1).replaceAll('_', ' ')
  return readable([kind, framework, clausesIn(clauseRefs)].filter(Boolean).join(' · '))
}

function controlBlocks(source: DocumentSource, state: string): Block[] {
  const { version, approval, exported } = source
  return [
    heading(1, 'Document control record'),
    factTable('Document control', [
      ['Document', source.name],
      ['Organization', source.customer],
      ['Prepared with', source.organization],
      ['Standard', [source.framework, clausesIn(source.clauseRefs)].filter(Boolean).join(', ')],
      ['Template', `${source.template.name}, version ${source.template.version}`],
      ['Version', `${version.documentVersion} (revision ${version.revision} of ${momentInWords(version.createdAt)})`],
      ['Status', state],
      ['Approved by', approval ? approval.by : 'Nobody yet'],
      ...(approval ? ([['Approved on', momentInWords(approval.at)]] as const) : []),
      ...(source.responsible === null ? [] : ([['Responsible', source.responsible]] as const)),
      ['Content hash (SHA-256)', [{ text: version.contentHash, code: true }]],
      ['Exported', `${momentInWords(exported.at)} by ${exported.by}`],
    ]),
    heading(2, 'Version history'),
    plainTable('Version history', ['Revision', 'Date', 'What', 'By'], source.history.map(historyRow), [2, 5, 4, 4]),
  ]
}

const kinds: Record<Deed['kind'], string> = {
  created: 'Created from the template',
  autosave: 'Saved',
  named: 'Named',
  submitted: 'Submitted for review',
  approved: 'Approved',
  withdrawn: 'Approval withdrawn',
  changes_requested: 'Changes requested',
  rejected: 'Rejected',
  restored: 'An earlier version restored',
}

const historyRow = ({ revision, createdAt, kind, label, by }: Deed): string[] => [
  String(revision),
  momentInWords(createdAt),
  label === null ? kinds[kind] : `${kinds[kind]}: ${label}`,
  by ?? 'Certloom',
]

function evidenceBlocks(evidence: readonly LinkedEvidence[], at: Date): Block[] {
  if (evidence.length === 0) return [heading(1, 'Evidence'), paragraph('No evidence is linked to this document.', 'quiet')]
  return [
    heading(1, 'Evidence'),
    paragraph(`As linked on ${momentInWords(at)}. Files are identified by the SHA-256 of their content.`, 'quiet'),
    plainTable('Evidence', ['Evidence', 'For', 'State', 'Valid', 'Source'], evidence.map(evidenceRow), [4, 4, 2, 3, 5]),
  ]
}

const states: Record<LinkedEvidence['status'], string> = { pending: 'Pending review', accepted: 'Accepted', rejected: 'Rejected' }

const evidenceRow = (item: LinkedEvidence): (string | Run[])[] => [
  item.title,
  item.sections.join('\n'),
  states[item.status],
  validityOf(item),
  sourceOf(item),
]

function validityOf({ validFrom, validUntil }: LinkedEvidence): string {
  return (
    [validFrom && `from ${dayInWords(validFrom)}`, validUntil && `until ${dayInWords(validUntil)}`].filter(Boolean).join('\n') || 'No end'
  )
}

function sourceOf({ url, file }: LinkedEvidence): Run[] {
  if (file) return [{ text: readable(`${file.name}\n`) }, { text: file.sha256, code: true }]
  const href = safeLink(url)
  return [{ text: readable(url ?? ''), ...(href !== null && { href }) }]
}

/** What the file of a version is called, without its ending. */
export const fileNameOf = ({ name, version, approval }: Pick<DocumentSource, 'name' | 'version' | 'approval'>): string =>
  portableName(`${cleanName(portableName(name))} v${version.documentVersion}${approval ? '' : ` draft ${version.revision}`}`)
