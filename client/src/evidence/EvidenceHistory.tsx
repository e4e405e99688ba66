import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { Loading } from '../ui/Loading.tsx'
import { OnDay, When } from '../ui/When.tsx'
import { downloadAddress } from './address.ts'
import classes from './EvidencePage.module.css'

/** What it took the place of, the last one first: kept as it was. */
export function EvidenceHistory({ evidenceId }: { evidenceId: string }) {
  const asked = useQuery(q.evidence.history.queryOptions({ input: { evidence_id: evidenceId } }))
  const { data } = asked
  if (asked.error !== null && data === undefined) return <Loading of={asked} />
  if (data === undefined || data.data.length === 0) return null
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier" className={classes.heading}>
        Earlier
      </h2>
      <ul className={classes.places}>
        {data.data.map(({ id, title, file, url, created_by, created_at, valid_until }) => (
          <li key={id} className={classes.place}>
            <Anchor href={file === null ? (url ?? '') : downloadAddress(file.id, 'store')} rel="noopener noreferrer">
              {title}
            </Anchor>
            <span>
              {created_by.name}, <When at={created_at} />
              {valid_until !== null && (
                <>
                  , until <OnDay day={valid_until} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
