import { findingOf } from '@certloom/shared/reviews/checklist'
import type { ReviewCheck } from '@certloom/shared/reviews/contract'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { SectionMark, type ShownState } from '../ui/StateMark.tsx'
import classes from './Review.module.css'
import type { ShownReview } from './ReviewFacts.tsx'
import { namesOf } from './words.ts'

/** What was found when it was submitted, and what its readers judge, each for themselves. */
export function Checklist({ review, isWritable }: { review: ShownReview; isWritable: boolean }) {
  const mayTick = useCan()('document.approve', review.customer_id) && isWritable
  const [found, judged] = [review.checks.filter(({ is_met }) => is_met !== null), review.checks.filter(({ is_met }) => is_met === null)]
  return (
    <section className={classes.box} aria-labelledby="checklist">
      <h2 id="checklist" className={classes.heading}>
        Checklist
      </h2>
      <ul className={classes.checks}>
        {found.map((check) => (
          <Found key={check.id} check={check} />
        ))}
        {judged.map((check) => (
          <Judged key={check.id} check={check} reviewId={review.id} mayTick={mayTick} />
        ))}
      </ul>
      <AddCheck reviewId={review.id} mayAdd={mayTick} />
    </section>
  )
}

/** A section that may stay empty speaks against nothing. */
const markOf = ({ code, is_met }: ReviewCheck): ShownState => (is_met ? 'done' : code === 'optional_filled' ? 'not_started' : 'needs_work')

function Found({ check }: { check: ReviewCheck }) {
  return (
    <li className={classes.check}>
      <SectionMark state={markOf(check)} decorative />
      <div>
        {findingOf(check)}
        {check.sections.length > 0 && (
          <p className={classes.quiet}>
            Look at{' '}
            {check.sections.map(({ id, title }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <a href={`#pinned-${id}`} className={classes.link}>
                  {title}
                </a>
              </span>
            ))}
          </p>
        )}
      </div>
    </li>
  )
}

function useRefreshState() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: q.reviews.state.key() })
}

function Judged({ check, reviewId, mayTick }: { check: ReviewCheck; reviewId: string; mayTick: boolean }) {
  const { user } = useMe()
  const refresh = useRefreshState()
  const tick = useMutation(q.reviews.tick.mutationOptions({ onSettled: refresh }))
  const isMine = check.ticked_by.some(({ id }) => id === user.id)
  const checked = tick.isPending ? tick.variables.ticked : isMine
  const who = check.ticked_by.length > 0 ? `Ticked by ${namesOf(check.ticked_by)}` : null
  return (
    <li className={classes.check}>
      {mayTick ? (
        <Checkbox
          label={check.label}
          description={who}
          checked={checked}
          onChange={({ currentTarget }) => tick.mutate({ review_id: reviewId, check_id: check.id, ticked: currentTarget.checked })}
          error={tick.error?.message}
        />
      ) : (
        <>
          <SectionMark state={check.ticked_by.length > 0 ? 'done' : 'not_started'} decorative />
          <div>
            {check.label}
            <p className={classes.quiet}>{who ?? 'Nobody ticked it'}</p>
          </div>
        </>
      )}
    </li>
  )
}

/** What was begun stays until it is sent or taken out, also once the review is over. */
function AddCheck({ reviewId, mayAdd }: { reviewId: string; mayAdd: boolean }) {
  const refresh = useRefreshState()
  const [label, setLabel] = useState('')
  const add = useMutation(
    q.reviews.addCheck.mutationOptions({
      onSuccess: async () => {
        setLabel('')
        announce('Added to the checklist')
        await refresh()
      },
    }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    add.mutate({ review_id: reviewId, label })
  }
  if (!mayAdd && label === '') return null
  return (
    <form className={classes.add} onSubmit={submit}>
      <TextInput
        label="Something else to check"
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
        readOnly={add.isPending}
        description={mayAdd ? undefined : 'This review is over. What you wrote here was not added.'}
        maxLength={300}
        required
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={!mayAdd}>
        Add
      </Button>
      <ProblemAlert error={add.error} />
    </form>
  )
}
