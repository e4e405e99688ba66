import type { DocumentVersion } from '@certloom/shared/documents/contract'
import type { VersionGroup } from '@certloom/shared/documents/versionGroups'

const kindWords: Record<DocumentVersion['kind'], string> = {
  created: 'Created',
  autosave: 'Saved',
  named: 'Named version',
  submitted: 'Submitted for review',
  approved: 'Approved',
  withdrawn: 'Approval withdrawn',
  restored: 'Restored',
}

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' })
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })
const moment = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

type People = readonly { name: string }[]

export const namesOf = (people: People): string => list.format(people.map((person) => person.name))

/** What a revision is called: its label, who wrote it, or what it is. */
export function titleOf({ kind, label }: Pick<DocumentVersion, 'kind' | 'label'>, people: People): string {
  return label ?? (kind === 'autosave' && people.length > 0 ? namesOf(people) : kindWords[kind])
}

/** Who stands behind a revision, where its title does not say so already; empty for nobody. */
export function bylineOf({ kind, label, created_by, contributors }: DocumentVersion): string {
  if (created_by !== null) return kind === 'named' ? `Named by ${created_by.name}` : created_by.name
  return kind === 'autosave' && label === null ? '' : namesOf(contributors)
}

export const timeOf = (at: string): string => time.format(new Date(at))

/** From when to when a sitting went on. */
export function timesOf({ versions }: VersionGroup<DocumentVersion>): string {
  const [newest] = versions
  return time.formatRange(new Date((versions.at(-1) ?? newest).created_at), new Date(newest.created_at))
}

export function dayOf(at: string): string {
  const date = new Date(at)
  return date.getFullYear() === new Date().getFullYear() ? day.format(date) : dayOfYear.format(date)
}

/** "Revision 12, 20 Nov 14:05, by Ana and Ben": one revision in one line. */
export function lineOf(version: DocumentVersion): string {
  const { revision, label, created_at, created_by, contributors } = version
  const people = created_by ? [created_by] : contributors
  const parts = [`Revision ${revision}`, moment.format(new Date(created_at)), people.length > 0 && `by ${namesOf(people)}`]
  return [label !== null && `“${label}”`, ...parts].filter((part) => part !== false).join(', ')
}
