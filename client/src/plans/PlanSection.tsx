import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { Link } from '@tanstack/react-router'
import type { api, RowOf } from '../api/client.ts'
import { DocumentTable } from '../documents/DocumentTable.tsx'
import { countOf } from '../tasks/words.ts'
import { OnDay } from '../ui/When.tsx'
import { documentTypeName } from './documentType.ts'
import classes from './PlanSection.module.css'

type Plan = RowOf<typeof api.plans.list>

const statusWords: Record<Plan['plan_status'], string | null> = {
  active: null,
  paused: 'Paused',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

/** A plan with its documents and how far each is. */
export function PlanSection({ plan, documents }: { plan: Plan; documents: DocumentSummary[] }) {
  const approved = documents.filter((document) => document.status === 'approved').length
  const status = statusWords[plan.plan_status]
  return (
    <section aria-labelledby={plan.id} className={classes.plan}>
      <header className={classes.header}>
        <h2 id={plan.id} className={classes.name}>
          <Link to="/plans/$planId" params={{ planId: plan.id }} className={classes.link}>
            {plan.plan_name}
          </Link>
        </h2>
        <p className={classes.facts}>
          {status !== null && `${status} · `}
          {countOf(plan.document_count, 'document')}, {approved} approved
          {plan.target_completion_date !== null && (
            <>
              {' · due '}
              <OnDay day={plan.target_completion_date} />
            </>
          )}
        </p>
      </header>
      <DocumentTable documents={documents} under={({ document_type }) => documentTypeName(document_type)} />
    </section>
  )
}
