import { type Effect, scoreAfter } from '@certloom/shared/story/preview'
import { VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { usePeople } from '../members/queries.ts'
import { wholePercent } from '../progress/percent.ts'
import { useChecklistHost } from '../readiness/host.ts'
import { percentWords } from '../readiness/percentWords.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { When } from '../ui/When.tsx'
import { useOpenStory } from './openStory.ts'
import classes from './Standing.module.css'
import { StoryRing } from './StoryRing.tsx'

/** The score as it would be with a decision that is not made yet; null while none is chosen. */
function usePreview(effects: readonly Effect[]) {
  const { rows } = useOpenStory()
  return useMemo(() => {
    if (effects.length === 0) return null
    const all = [...rows.values()].map(({ id, answer, live }) => ({
      requirementId: id,
      domain: answer.domain,
      inOverall: answer.in_overall,
      status: live.values.status,
    }))
    return scoreAfter(all, effects)
  }, [rows, effects])
}

/** As many of what was decided last as are worth a look. */
const mostPlays = 6

/** How ready the customer is, moving with everybody's decisions, what the chosen one would make of it, and what was decided last. */
export function Standing({ preview }: { preview: readonly Effect[] }) {
  const { score, titleOf } = useOpenStory()
  const after = usePreview(preview)
  return (
    <aside className={classes.standing} aria-label="Where you stand">
      <div className={classes.overall}>
        <StoryRing percentage={score.overall} preview={after?.overall} size="lg" />
        <p className={classes.number}>
          {after ? (
            <span>
              {score.overall === null ? percentWords(null) : wholePercent(score.overall)} <span aria-hidden>→</span>{' '}
              <VisuallyHidden>would be</VisuallyHidden> {percentWords(after.overall)}
            </span>
          ) : (
            percentWords(score.overall)
          )}
          <span className={classes.words}>
            {after ? 'ready, with this answer' : `ready, ${score.answered} of ${score.rows} rows answered`}
          </span>
        </p>
      </div>
      <ul className={classes.domains}>
        {score.domains
          .filter(({ inOverall }) => inOverall)
          .map(({ code, percentage }) => {
            const then = after?.domains.find((domain) => domain.code === code)?.percentage
            return (
              <li key={code} className={classes.domain}>
                <StoryRing percentage={percentage} preview={then} />
                <span className={classes.name}>
                  <span className={classes.code}>{code}</span> <span className={classes.title}>{titleOf(code)}</span>
                </span>
                <span className={classes.percent}>{percentWords(then ?? percentage)}</span>
              </li>
            )
          })}
      </ul>
      <LastPlays />
    </aside>
  )
}

function LastPlays() {
  const { plays, story, go } = useOpenStory()
  const { nameOf } = useChecklistHost()
  const personOf = usePeople()
  const last = plays.slice(-mostPlays).reverse()
  if (last.length === 0) return null
  const sceneOf = (cardId: string) =>
    story.chapters.flatMap((chapter) =>
      chapter.cards.filter(({ id }) => id === cardId).map((card) => ({ is: 'card' as const, chapter, card })),
    )[0]
  return (
    <section className={classes.plays} aria-labelledby="last-plays">
      <h3 id="last-plays" className={classes.heading}>
        Decided last
      </h3>
      <ol className={classes.list}>
        {last.map(({ cardId, userId, at }) => {
          const scene = sceneOf(cardId)
          return (
            <li key={`${cardId} ${userId}`}>
              <button type="button" className={classes.play} onClick={() => go(scene)}>
                <PersonAvatar person={personOf(userId) ?? { name: nameOf(userId) }} size="sm" decorative />
                <span className={classes.what}>
                  {scene?.card.question}
                  <span className={classes.when}>
                    {nameOf(userId)}, <When at={at} />
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
