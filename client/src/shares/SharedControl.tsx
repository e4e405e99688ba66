import type { SharedChange, SharedChecklist, SharedEvidence, SharedRow } from '@certloom/shared/shares/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import { usePageTitle } from '../app/pageTitle.ts'
import { shareRouteId } from '../app/shareRoute.ts'
import { markOf } from '../evidence/words.ts'
import { StatusChip, stateWord } from '../ui/StateMark.tsx'
import { OnDay, When } from '../ui/When.tsx'
import { Address } from './SharedRows.tsx'
import classes from './SharedView.module.css'

const route = getRouteApi(shareRouteId)

/** One row as somebody without an account reads it: how it stands, what shows it, and what happened to it. */
export function SharedControl({ checklist, row }: { checklist: SharedChecklist; row: SharedRow }) {
  const { token } = route.useParams()
  const { code, title, status, justification, evidence_url, evidence, history, changes } = row
  usePageTitle(`${code} ${title}`)
  return (
    <main className={classes.page}>
      <header>
        <p className={classes.brand}>
          <Link to={shareRouteId} params={{ token }} search={{}} className={classes.evidence}>
            {checklist.customer_name}: {checklist.project_name}
          </Link>
        </p>
        <h1 className={classes.title} tabIndex={-1}>
          {code} {title}
        </h1>
        <StatusChip state={status ?? 'unanswered'} />
      </header>
      <section aria-label="Justification">
        <h2 className={classes.heading}>Justification</h2>
        <p className={`${classes.paragraph} ${classes.words}`}>{justification || 'None'}</p>
      </section>
      <section aria-label="Evidence">
        <h2 className={classes.heading}>Evidence</h2>
        {evidence_url !== null && <Address url={evidence_url} />}
        {evidence !== null && <Item evidence={evidence} />}
        {evidence_url === null && evidence === null && <p className={classes.paragraph}>None</p>}
      </section>
      <section aria-label="History">
        <h2 className={classes.heading}>History</h2>
        {history.length === 0 && <p className={classes.paragraph}>Nobody has changed this row yet.</p>}
        <ol className={classes.changes}>
          {history.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no ids here, and never change
            <li key={index}>
              {wordsOf(change)}, <When at={change.at} />
            </li>
          ))}
        </ol>
        {changes > history.length && (
          <p className={classes.paragraph}>
            These are the last {history.length} of {changes} changes. Ask {checklist.organization_name} for the others.
          </p>
        )}
      </section>
    </main>
  )
}

/** A piece of evidence as it can be checked against the file or page itself. */
function Item({ evidence }: { evidence: SharedEvidence }) {
  const { kind, title, url, sha256, given_on, valid_until, validity, is_accepted } = evidence
  return (
    <dl className={classes.item}>
      <dt>{kind === 'file' ? 'File' : 'Link'}</dt>
      <dd className={classes.words}>
        {title} <StatusChip state={markOf({ status: is_accepted ? 'accepted' : 'pending', validity })} />
        {url !== null && <Address url={url} />}
      </dd>
      <dt>Given</dt>
      <dd>
        <OnDay day={given_on} />
      </dd>
      <dt>Valid</dt>
      <dd>
        {valid_until === null ? (
          'without an end'
        ) : (
          <>
            until <OnDay day={valid_until} />
          </>
        )}
      </dd>
      {sha256 !== null && (
        <>
          <dt>SHA-256</dt>
          <dd className={classes.words}>{sha256}</dd>
        </>
      )}
    </dl>
  )
}

function wordsOf({ field, before, after }: SharedChange): string {
  if (field === 'justification') return 'Justification changed'
  if (field === 'evidence') return 'Evidence changed'
  return `Status: ${stateWord(before ?? 'unanswered')} → ${stateWord(after ?? 'unanswered')}`
}
