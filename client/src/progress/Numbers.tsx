import type { Figures } from '@certloom/shared/progress/contract'
import type { LinkProps } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { Figure, FigureRow } from './Figure.tsx'
import { documentsLink, evidenceLink, type Of, olderFactsLink, plansLink, tasksLink } from './of.ts'

const openTasks = 'pending,in_progress,blocked'

/** A number beside another one; nothing where there is nothing to list. */
const also = (count: number, words: (count: string) => string, link: LinkProps) =>
  count > 0 ? [{ words: words(count.toLocaleString()), link }] : []

const outOf = (count: number, one: string, link: LinkProps) => also(count, (said) => `of ${said} ${one}${count === 1 ? '' : 's'}`, link)

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
          more={also(plans.paused, (count) => `${count} paused`, plansLink(of, 'paused'))}
        />
      )}
      <Figure
        label="Documents approved"
        value={documents.approved.toLocaleString()}
        link={documentsLink(of, 'approved')}
        more={outOf(documents.total, 'document', documentsLink(of))}
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
      <Figure label="Pending review" value={documents.pending_review.toLocaleString()} link={documentsLink(of, 'pending_review')} />
      <Figure
        label="Tasks open"
        value={open.toLocaleString()}
        link={tasksLink(of, { status: openTasks })}
        more={[
          ...outOf(tasks.total, 'task', tasksLink(of, {})),
          ...also(tasks.unassigned, (count) => `${count} unassigned`, tasksLink(of, { status: openTasks, assignee: 'nobody' })),
        ]}
      />
      <Figure
        label="Overdue"
        value={tasks.overdue.toLocaleString()}
        rest={tasks.due_soon === 0 ? 'nothing else due within a week' : undefined}
        link={tasksLink(of, { due: 'overdue' })}
        more={also(tasks.due_soon, (count) => `${count} more due within a week`, tasksLink(of, { status: openTasks, due: 'week' }))}
        tone={tasks.overdue > 0 ? 'missing' : undefined}
      />
      <Figure
        label="Evidence missing"
        value={(evidence.required - evidence.given).toLocaleString()}
        link={tasksLink(of, { evidence: 'missing' })}
        more={also(evidence.required, (count) => `of ${count} required`, tasksLink(of, { evidence: 'required' }))}
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
        more={also(expired, (count) => `${count} expired`, evidenceLink(of, 'expired'))}
        tone={expiring + expired > 0 ? 'partial' : undefined}
      />
    </>
  )
}
