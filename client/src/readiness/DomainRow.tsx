import type { DomainScore } from '@certloom/shared/readiness/score'
import { Popover, UnstyledButton } from '@mantine/core'
import { useId } from 'react'
import classes from './DomainRow.module.css'
import { GridCell } from './GridCell.tsx'
import { percentWords } from './percentWords.ts'
import { inPopups } from './popups.ts'
import { Ring } from './Ring.tsx'
import { ScoreExplained } from './ScoreExplained.tsx'

/** The heading of a domain: how ready it is, as a ring and in words, with the numbers behind it. */
export function DomainRow({ domain, title }: { domain: DomainScore; title: string }) {
  const heading = useId()
  const { ready, counted, percentage } = domain
  return (
    <GridCell className={classes.domain} span={10}>
      <Ring percentage={percentage} />
      <h2 id={heading} className={classes.title}>
        {domain.code} {title}
      </h2>
      <Popover position="bottom-start" shadow="md" trapFocus returnFocus {...inPopups}>
        <Popover.Target>
          <UnstyledButton className={classes.score} data-control="score">
            {percentage === null ? (
              percentWords(percentage)
            ) : (
              <>
                <span className={classes.counts}>
                  {ready} of {counted} ready ·
                </span>{' '}
                score {percentWords(percentage)}
              </>
            )}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-labelledby={heading}>
          <ScoreExplained domain={domain} />
        </Popover.Dropdown>
      </Popover>
    </GridCell>
  )
}
