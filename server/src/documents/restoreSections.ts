import { isWritten, listSection, sectionLock, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { restoreList, restoreTable } from '@certloom/shared/collab/restoreRows'
import { itemsIn, tableIn, textIn } from '@certloom/shared/comparison/section'
import { AppError } from '@certloom/shared/errors'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { Doc } from 'yjs'
import { contentHash } from './canonical.ts'
import { projectSection } from './projection.ts'
import { restoreText } from './restoreText.ts'

/**
 * The sections of a live document that say something else than what a revision stored of them. Evidence and the rows of a checklist are kept
 * elsewhere and are none of it.
 * @param contents by section id; a section that is absent was empty
 */
export const sectionsToRestore = (doc: Doc, sections: readonly FillableSection[], contents: ReadonlyMap<string, unknown>) =>
  sections.filter((section) => isWritten(section) && hashNow(doc, section) !== contentHash(contents.get(section.id) ?? null))

/**
 * Makes sections of a live document say what a revision stored of them; those that say it already are not touched. To be called within a transaction.
 * @returns the sections that changed
 * @throws `conflict` if one of those to change is locked, naming all of them; nothing is written then
 */
export function restoreSections(doc: Doc, sections: readonly FillableSection[], contents: ReadonlyMap<string, unknown>): FillableSection[] {
  const changed = sectionsToRestore(doc, sections, contents)
  const locked = changed.filter(({ id }) => sectionLock(doc, id) !== undefined)
  if (locked.length > 0) throw new AppError('conflict', lockedLine(locked), { sections: locked.map(({ id, title }) => ({ id, title })) })
  for (const section of changed) restoreSection(doc, section, contents.get(section.id))
  return changed
}

function lockedLine(locked: readonly FillableSection[]): string {
  const titles = locked.map(({ title }) => `“${title}”`).join(', ')
  return locked.length === 1
    ? `${titles} is locked. Unlock it, or restore other sections one by one.`
    : `These sections are locked: ${titles}. Unlock them, or restore other sections one by one.`
}

/** What the section says now; undefined if it cannot be read. */
export function hashNow(doc: Doc, section: FillableSection): string | undefined {
  try {
    return projectSection(doc, section).hash
  } catch {
    return undefined
  }
}

function restoreSection(doc: Doc, section: FillableSection, content: unknown): void {
  const { id, columns, type } = section
  if (type === 'list') restoreList(listSection(doc, id), itemsIn(content))
  else if (type === 'table') restoreTable(tableSection(doc, id), columns, tableIn(content)?.rows ?? [])
  else {
    const text = textSection(doc, id)
    if (hashNow(doc, section) === undefined) text.delete(0, text.length)
    restoreText(doc, text, textIn(content))
  }
}
