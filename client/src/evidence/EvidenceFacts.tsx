import { OnDay, When } from '../ui/When.tsx'
import classes from './EvidencePage.module.css'
import type { Evidence } from './queries.ts'

/** Who gave it and when, how long it holds, who looked at it, and by which sum it is known again. */
export function EvidenceFacts({ item }: { item: Evidence }) {
  const { description, created_by, created_at, valid_from, valid_until, reviewed_by, reviewed_at, file } = item
  return (
    <section aria-label="Facts">
      {description !== '' && <p>{description}</p>}
      <dl className={classes.facts}>
        <dt>Given by</dt>
        <dd>
          {created_by.name}, <When at={created_at} />
        </dd>
        <dt>Valid</dt>
        <dd>
          {valid_from !== null && (
            <>
              from <OnDay day={valid_from} />{' '}
            </>
          )}
          {valid_until === null ? (
            'without an end'
          ) : (
            <>
              until <OnDay day={valid_until} />
            </>
          )}
        </dd>
        {reviewed_by !== null && reviewed_at !== null && (
          <>
            <dt>Reviewed by</dt>
            <dd>
              {reviewed_by.name}, <When at={reviewed_at} />
            </dd>
          </>
        )}
        {file !== null && (
          <>
            <dt>SHA-256</dt>
            <dd className={classes.sum}>{file.sha256}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
