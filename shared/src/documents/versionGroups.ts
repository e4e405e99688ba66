import type { DocumentVersion } from './contract.ts'

type Revision = Pick<
  DocumentVersion,
  'revision' | 'document_version' | 'kind' | 'label' | 'contributors' | 'changed_sections' | 'created_at'
>

/** Revisions that are told in one breath, newest first: one sitting of some people, or one that was made on purpose. */
export type VersionGroup<Version extends Revision> = {
  versions: [Version, ...Version[]]
  people: Version['contributors']
  sections: Version['changed_sections']
}

/** Saves further apart than this, in milliseconds, are of two sittings. */
const longestPause = 30 * 60_000

/**
 * Groups a document's revisions into sittings: saves that follow each other within half an hour and have somebody in common. What was named,
 * submitted, approved or restored stands alone.
 * @param versions newest first, as the history answers them
 */
export function groupVersions<Version extends Revision>(versions: readonly Version[]): VersionGroup<Version>[] {
  const groups: VersionGroup<Version>[] = []
  for (const version of versions) {
    const last = groups.at(-1)
    if (last && isOfOneSitting(last, version)) join(last, version)
    else groups.push({ versions: [version], people: [...version.contributors], sections: [...version.changed_sections] })
  }
  return groups
}

function isOfOneSitting<Version extends Revision>({ versions, people }: VersionGroup<Version>, older: Version): boolean {
  const oldest = versions.at(-1) ?? versions[0]
  return (
    oldest.kind === 'autosave' &&
    older.kind === 'autosave' &&
    oldest.document_version === older.document_version &&
    Date.parse(oldest.created_at) - Date.parse(older.created_at) <= longestPause &&
    older.contributors.some(({ id }) => people.some((person) => person.id === id))
  )
}

function join<Version extends Revision>(group: VersionGroup<Version>, version: Version): void {
  group.versions.push(version)
  group.people = union(group.people, version.contributors)
  group.sections = union(group.sections, version.changed_sections)
}

const union = <Item extends { id: string }>(items: Item[], more: readonly Item[]): Item[] => [
  ...items,
  ...more.filter(({ id }) => !items.some((item) => item.id === id)),
]
