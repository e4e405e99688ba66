import type { DocumentVersion } from '@certloom/shared/documents/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { When } from '../ui/When.tsx'
import classes from './Versions.module.css'

const kindWords: Record<DocumentVersion['kind'], string> = {
  created: 'Created',
  autosave: 'Saved',
  named: 'Named version',
  submitted: 'Submitted for review',
  approved: 'Approved',
  restored: 'Restored',
}

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' })

function Version({ version }: { version: DocumentVersion }) {
  const { revision, document_version, kind, label, contributors, changed_sections, created_at } = version
  const people = list.format(contributors.map((person) => person.name))
  const isPlainSave = kind === 'autosave' && label === null && people !== ''
  return (
    <li className={classes.version}>
      <p className={classes.head}>
        <strong className={classes.kind}>{isPlainSave ? people : (label ?? kindWords[kind])}</strong>
        <span className={classes.when}>
          <When at={created_at} />
        </span>
      </p>
      {!isPlainSave && people !== '' && <p className={classes.people}>{people}</p>}
      {changed_sections.length > 0 && <p className={classes.sections}>{changed_sections.map((section) => section.title).join(', ')}</p>}
      <p className={classes.numbers}>
        Revision {revision} · version {document_version}
      </p>
    </li>
  )
}

/** Every saved state of the document, newest first. */
export function Versions({ documentId }: { documentId: string }) {
  const history = useInfiniteQuery(
    q.documents.history.infiniteOptions({
      ...byCursor,
      input: (cursor: string | undefined) => ({ document_id: documentId, limit: 20, cursor }),
    }),
  )
  if (history.data === undefined) return history.error === null ? <SkeletonRows rows={5} /> : <ProblemAlert error={history.error} />
  const versions = history.data.pages.flatMap((page) => page.data)
  if (versions.length === 0) return <EmptyState>Versions appear here as soon as somebody writes.</EmptyState>
  return (
    <>
      <ol className={classes.list}>
        {versions.map((version) => (
          <Version key={version.id} version={version} />
        ))}
      </ol>
      <ShowMore list={history} />
    </>
  )
}
