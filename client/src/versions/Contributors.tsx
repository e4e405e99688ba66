import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { Loading } from '../ui/Loading.tsx'
import classes from './Contributors.module.css'
import { Writers } from './Writers.tsx'

/** Who wrote what: every section with its writers, now or as of the revision that is looked at. */
export function Contributors({ documentId, revision }: { documentId: string; revision: number | undefined }) {
  const asked = useQuery(q.documents.contributors.queryOptions({ input: { document_id: documentId, revision } }))
  const { data } = asked
  if (data === undefined) return <Loading of={asked} rows={5} />
  return (
    <ol className={classes.sections}>
      {data.data.map(({ section, contributors }) => (
        <li key={section.id} className={classes.section}>
          <p className={classes.title}>{section.title}</p>
          <Writers contributors={contributors} of={section.title} />
        </li>
      ))}
    </ol>
  )
}
