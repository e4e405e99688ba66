import type { ComparedSection } from '@certloom/shared/comparison/contract'
import type { Comparison, DocumentDetail } from '@certloom/shared/documents/contract'
import { Button } from '@mantine/core'
import { IconArrowDown, IconArrowLeft, IconArrowUp } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { announce } from '../app/announcer.ts'
import { focusPage, isFocusLost } from '../app/pageFocus.ts'
import { FactChanges } from '../facts/FactChanges.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useEscape } from '../ui/useEscape.ts'
import classes from './Compare.module.css'
import { CompareChoice } from './CompareChoice.tsx'
import { CompareSection } from './CompareSection.tsx'
import { Folded } from './CompareText.tsx'
import { RestoredNotice } from './RestoredNotice.tsx'
import { useChangeSteps } from './useChangeSteps.ts'
import { useRestore } from './useRestore.ts'
import { comparisonElementId, useComparison } from './useVersion.ts'
import view from './VersionView.module.css'

function summaryOf({ sections }: Comparison): string {
  const changed = sections.filter(({ diff }) => diff !== null).length
  return `${changed} of ${sections.length} ${sections.length === 1 ? 'section' : 'sections'} changed`
}

function Unchanged({ sections }: { sections: readonly ComparedSection[] }) {
  if (sections.length === 0) return null
  return (
    <Folded words={sections.length === 1 ? '1 unchanged section' : `${sections.length} unchanged sections`}>
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
    </Folded>
  )
}

/** What the template shows of the customer's facts, where that changed. */
function ChangedFacts({ facts }: Pick<Comparison, 'facts'>) {
  return (
    <section aria-labelledby="changed-facts">
      <h2 id="changed-facts" className={classes.factsTitle}>
        {facts.length === 1 ? '1 fact says something else' : `${facts.length} facts say something else`}
      </h2>
      <FactChanges changes={facts} />
    </section>
  )
}

/** Says what is compared, after what was restored in it, and leaves the focus in the live document at the end. */
function useArrival(summary: string | undefined, restored: string | undefined): void {
  useEffect(() => {
    if (summary !== undefined) announce(restored === undefined ? summary : `${restored}. ${summary}`)
  }, [summary, restored])
  useEffect(() => () => void requestAnimationFrame(() => isFocusLost() && focusPage()), [])
}

/** What makes the scrolling part reachable by keyboard. */
const scrolls = { id: comparisonElementId, role: 'region', 'aria-label': 'Comparison', tabIndex: 0 }

type Props = { document: DocumentDetail; from: number; to: number | undefined; onClose: () => void }

/** Two revisions, or one and the document as it is now: what changed, and the way to restore the older side. */
export function CompareView({ document: { id, customer_id }, from, to, onClose }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const can = useCan()
  const restore = useRestore(id)
  const step = useChangeSteps(scroller)
  const { data: compared, error } = useComparison(id, from, to)
  const data = error === null ? compared : undefined
  useEscape(onClose)
  useArrival(data && summaryOf(data), restore.line)
  const canRestore = can('version.restore', customer_id)
  const changed = data?.sections.filter(({ diff }) => diff !== null) ?? []
  const stepping = { size: 'xs', variant: 'default', disabled: changed.length === 0 } as const
  return (
    <div className={view.view}>
      <div className={view.banner}>
        <CompareChoice documentId={id} from={from} to={to} />
        <h1 className={classes.summary}>{data ? summaryOf(data) : error === null ? 'Comparing' : 'Cannot be compared'}</h1>
        <div className={classes.buttons}>
          <Button
            {...stepping}
            leftSection={<IconArrowUp className={view.icon} aria-hidden />}
            onClick={() => step(-1)}
            aria-keyshortcuts="p"
          >
            Previous change
          </Button>
          <Button
            {...stepping}
            leftSection={<IconArrowDown className={view.icon} aria-hidden />}
            onClick={() => step(1)}
            aria-keyshortcuts="n"
          >
            Next change
          </Button>
          {canRestore && data && (
            <Button size="xs" variant="default" loading={restore.isPending} onClick={() => restore.mutate({ revision: from })}>
              {`Restore revision ${from}`}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowLeft className={view.icon} aria-hidden />}
            onClick={onClose}
            aria-label="Back to the document"
          >
            Back
          </Button>
        </div>
        <RestoredNotice restore={restore} />
      </div>
      <div ref={scroller} className={view.scroller} {...scrolls}>
        <div className={classes.sheet}>
          {error !== null ? <ProblemAlert error={error} /> : data === undefined && <SkeletonRows rows={8} />}
          {data && data.facts.length > 0 && <ChangedFacts facts={data.facts} />}
          {data && changed.length === 0 && data.facts.length === 0 && <EmptyState>Both say the same in every section.</EmptyState>}
          {changed.map(
            (section) =>
              section.diff && (
                <CompareSection
                  key={section.id}
                  section={section}
                  diff={section.diff}
                  customerId={customer_id}
                  onRestore={canRestore ? () => restore.mutate({ revision: from, sections: [section.id] }) : undefined}
                  isRestoring={restore.isPending && restore.variables.sections?.includes(section.id) === true}
                />
              ),
          )}
          {data && <Unchanged sections={data.sections.filter(({ diff }) => diff === null)} />}
        </div>
      </div>
    </div>
  )
}
