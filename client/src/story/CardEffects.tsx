import type { AnswerOwner } from '@certloom/shared/readiness/status'
import type { StoryCard } from '@certloom/shared/story/contract'
import type { Effect } from '@certloom/shared/story/preview'
import { Button, VisuallyHidden } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { useQuickTeam } from '../members/useQuickTeam.ts'
import { useChecklistHost } from '../readiness/host.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import classes from './CardRows.module.css'
import { OwnerButton } from './OwnerButton.tsx'
import { useOpenStory } from './openStory.ts'

type Props = { card: StoryCard; effects: readonly Effect[]; owner: AnswerOwner | null; onOwner: (owner: AnswerOwner | null) => void }

/** What deciding would set, row by row, and who would own what nobody owns; nothing of it has happened yet. */
export function CardEffects({ card, effects, owner, onOwner }: Props) {
  const { rows } = useOpenStory()
  const shown = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another answer is chosen
  useEffect(() => shown.current?.scrollIntoView({ block: 'nearest' }), [effects])
  const unowned = effects.filter(({ requirementId, isKept }) => !isKept && rows.get(requirementId)?.live.values.owner === null)
  return (
    <section ref={shown} className={classes.panel} data-preview aria-label="What this would set">
      <h3 className={classes.heading}>What this would set</h3>
      <ul className={classes.rows}>
        {effects.map(({ requirementId, code, before, after, isKept }) => (
          <li key={requirementId} className={classes.row}>
            <span className={classes.name}>
              <span className={classes.code}>{code}</span> {rows.get(requirementId)?.answer.title}
            </span>
            <span className={classes.change}>
              <StatusChip state={before ?? 'unanswered'} />
              {before !== after && (
                <>
                  <IconArrowRight className={classes.arrow} aria-hidden />
                  <VisuallyHidden>becomes</VisuallyHidden>
                  <StatusChip state={after} />
                </>
              )}
              {before === after && <span className={classes.quiet}>{isKept ? 'stays: somebody decided so' : 'stays'}</span>}
            </span>
          </li>
        ))}
      </ul>
      {unowned.length > 0 && <UnownedLine card={card} count={unowned.length} owner={owner} onOwner={onOwner} />}
    </section>
  )
}

type UnownedProps = Pick<Props, 'card' | 'owner' | 'onOwner'> & { count: number }

function UnownedLine({ card, count, owner, onOwner }: UnownedProps) {
  const { customerId } = useChecklistHost()
  const mayAdd = useCan()('team.write', customerId)
  const quick = useQuickTeam(onOwner)
  return (
    <>
      <div className={classes.owner}>
        <span className={classes.quiet}>{count === 1 ? 'The row nobody owns goes to' : `The ${count} rows nobody owns go to`}</span>
        <OwnerButton owner={owner} label="Owner of these rows" empty="nobody yet" onChoose={onOwner} />
        {owner === null && mayAdd && (
          <Button
            size="compact-sm"
            variant="light"
            loading={quick.isPending}
            onClick={() => quick.mutate({ customer_id: customerId, name: card.suggested_owner })}
          >
            Add the team {card.suggested_owner}
          </Button>
        )}
      </div>
      <ProblemAlert error={quick.error} />
    </>
  )
}
