import * as Y from 'yjs'
import type { FillableSection } from '../templates/contract.ts'
import type { EvidenceMirror } from './evidenceDoc.ts'
import type { Rows } from './rowsDoc.ts'

/**
 * The layout of a customer document as a Y.Doc (ARCHITECTURE section 5). Root types have fixed names, so two people can never create the same
 * root twice, and a root's name is also its permission class. Nobody else names these roots.
 */
const prefixes = { text: 'sec:', table: 'tbl:', list: 'lst:', evidence: 'evd:' } as const

const metaRoot = 'meta'

type SectionShape = Pick<FillableSection, 'id' | 'type' | 'checklist_domain' | 'fact_key'>

/** The root that holds a section's content. */
export const sectionRoot = (section: SectionShape): string => prefixes[section.type] + section.id

/** The section id behind a root's name, whether it holds the section's content or its evidence; null for `meta` and unknown roots. */
export function sectionOfRoot(root: string): string | null {
  const prefix = Object.values(prefixes).find((p) => root.startsWith(p))
  return prefix === undefined ? null : root.slice(prefix.length)
}

/** The rich text of a text section. */
export const textSection = (doc: Y.Doc, sectionId: string): Y.XmlFragment => doc.getXmlFragment(prefixes.text + sectionId)

/** The rows of a table section. */
export const tableSection = (doc: Y.Doc, sectionId: string): Rows => doc.getMap(prefixes.table + sectionId)

/** The items of a list section. */
export const listSection = (doc: Y.Doc, sectionId: string): Rows => doc.getMap(prefixes.list + sectionId)

/** The mirror of what is linked to a section. Every section has one, whatever its type: text can be backed by evidence too. */
export const evidenceSection = (doc: Y.Doc, sectionId: string): EvidenceMirror => doc.getMap(prefixes.evidence + sectionId)

/** Who locked a section, and when; undefined while it is open. The server writes it, everybody reads it. */
export type SectionLock = { by: { id: string; name: string }; at: string }

const lockKey = (sectionId: string): string => `lock:${sectionId}`

export const sectionLock = (doc: Y.Doc, sectionId: string): SectionLock | undefined =>
  documentMeta(doc).get(lockKey(sectionId)) as SectionLock | undefined

/** Writes a section's lock into the document, for the server. */
export function setSectionLock(doc: Y.Doc, sectionId: string, lock: SectionLock | null): void {
  if (lock) documentMeta(doc).set(lockKey(sectionId), lock)
  else documentMeta(doc).delete(lockKey(sectionId))
}

const needsWorkKey = (sectionId: string): string => `needs_work:${sectionId}`

/** Has somebody marked the section as needing work? The server writes it, everybody reads it. */
export const sectionNeedsWork = (doc: Y.Doc, sectionId: string): boolean => documentMeta(doc).get(needsWorkKey(sectionId)) === true

/** Writes that mark into the document, for the server. */
export function setSectionNeedsWork(doc: Y.Doc, sectionId: string, needsWork: boolean): void {
  if (needsWork) documentMeta(doc).set(needsWorkKey(sectionId), true)
  else documentMeta(doc).delete(needsWorkKey(sectionId))
}

/** What the server keeps about the document inside it, for editors to read: schema and template version, locks. */
export const documentMeta = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(metaRoot)

/** Gives every root its type before anything is applied: an update may then not decide it. */
export function defineDocumentRoots(doc: Y.Doc, sections: readonly SectionShape[]): void {
  doc.getMap(metaRoot)
  for (const section of sections) {
    evidenceSection(doc, section.id)
    if (section.type === 'text') textSection(doc, section.id)
    else doc.getMap(sectionRoot(section))
  }
}

/** The first state of a document's room; made by the server in the transaction that creates the document. */
export function initialDocumentState(templateVersionId: string, schemaVersion: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1 // a fixed writer: two attempts at the same document merge into one
  const meta = documentMeta(doc)
  doc.transact(() => {
    meta.set('schema_version', schemaVersion)
    meta.set('template_version_id', templateVersionId)
  })
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}

/** Section types that people edit live; evidence is linked by requests, and the server mirrors it. */
const liveSectionTypes: ReadonlySet<FillableSection['type']> = new Set(['text', 'table', 'list'])

/** Is this a section whose content is in the document? Others show what is kept elsewhere: evidence, the rows of a checklist, or a fact. */
export const isWritten = ({ type, checklist_domain, fact_key }: SectionShape): boolean =>
  liveSectionTypes.has(type) && checklist_domain === undefined && fact_key === undefined

/** The roots a person who may edit the document can write. `meta`, mirrors and everything the template does not name stay out. */
export const editableRoots = (sections: readonly SectionShape[]): ReadonlySet<string> =>
  new Set(sections.filter(isWritten).map(sectionRoot))
