import type { Figures } from '@certloom/shared/progress/contract'
import { useCan } from '../accounts/useMe.ts'
import { Figure, FigureRow } from './Figure.tsx'
import { documentsLink, evidenceLink, type Of, olderFactsLink, plansLink, tasksLink } from './of.ts'

const openTasks = 'pending,in_progress,blocked'

const outOf = (count: number, one: string): string => `of ${count.toLocaleString()} ${one}${count === 1 ? '' : 's'}`

/** The numbers a dashboard begins with; each opens the list it counts. */
export function Numbers({ of, figures }: { of: Of; figures: Figures }) {
  const { plans, documents, tasks, evidence } = figures
  const open = tasks.pending + tasks.in_progress + tasks.blocked
  return (
    <FigureRow label="In numbers">
      {!('plan_id' in of) && (
        <Figure
          label="Active plans"
          value={plans.active.toLocaleString()}
          link={plansLink(of, 'active')}
          more={plans.paused > 0 ? { words: `${plans.paused.toLocaleString()} paused`, link: plansLink(of, 'paused') } : undefined}
        />
      )}
      <Figure
        label="Documents approved"
        value={documents.approved.toLocaleString()}
        rest={outOf(documents.total, 'document')}
        link={documentsLink(of, 'approved')}
      />
      {documents.with_older_facts > 0 && (
        <Figure
          label="Approved with older facts"
          value={documents.with_older_facts.toLocaleString()}
          rest="to be approved again"
          link={olderFactsLink(of)}
          tone="partial"
        />
      )}
      <Figure label="Waiting for review" value={documents.pending_review.toLocaleString()} link={documentsLink(of, 'pending_review')} />
      <Figure
        label="Tasks open"
        value={open.toLocaleString()}
        rest={outOf(tasks.total, 'task')}
        link={tasksLink(of, { status: openTasks })}
        more={
          tasks.unassigned > 0
            ? { words: `${tasks.unassigned.toLocaleString()} unassigned`, link: tasksLink(of, { status: openTasks, assignee: 'nobody' }) }
            : undefined
        }
      />
      <Figure
        label="Overdue"
        value={tasks.overdue.toLocaleString()}
        rest={tasks.due_soon === 0 ? 'nothing else due within a week' : undefined}
        link={tasksLink(of, { due: 'overdue' })}
        more={
          tasks.due_soon > 0
            ? {
                words: `${tasks.due_soon.toLocaleString()} more due within a week`,
                link: tasksLink(of, { status: openTasks, due: 'week' }),
              }
            : undefined
        }
        tone={tasks.overdue > 0 ? 'missing' : undefined}
      />
      <Figure
        label="Evidence missing"
        value={(evidence.required - evidence.given).toLocaleString()}
        rest={`${evidence.given.toLocaleString()} of ${evidence.required.toLocaleString()} given`}
        link={tasksLink(of, { evidence: 'missing' })}
        tone={evidence.required > evidence.given ? 'partial' : undefined}
      />
      {!('plan_id' in of) && <EvidenceNumbers of={of} evidence={evidence} />}
    </FigureRow>
  )
}

/** A plan's evidence is counted at its tasks alone: the list of evidence is of a customer or of all. */
function EvidenceNumbers({ of, evidence }: { of: Exclude<Of, { plan_id: string }>; evidence: Figures['evidence'] }) {
  const mayReview = useCan()('evidence.review')
  const { pending, expiring, expired } = evidence
  return (
    <>
      <Figure
        label={mayReview ? 'Evidence to review' : 'Evidence under review'}
        value={pending.toLocaleString()}
        link={evidenceLink(of, 'pending')}
      />
      <Figure
        label="Evidence ending soon"
        value={expiring.toLocaleString()}
        rest={expired === 0 ? 'none has expired' : undefined}
        link={evidenceLink(of, 'expiring')}
        more={expired > 0 ? { words: `${expired.toLocaleString()} expired`, link: evidenceLink(of, 'expired') } : undefined}
        tone={expiring + expired > 0 ? 'partial' : undefined}
      />
    </>
  )
}
