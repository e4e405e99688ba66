import type { Answer } from '@certloom/shared/readiness/contract'
import { memo, useEffect, useMemo, useRef } from 'react'
import { FewFaces } from '../collab/FewFaces.tsx'
import { othersIn, type PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { type OwnPlace, useOwnPlace } from '../collab/usePresence.ts'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { type ChecklistHost, ChecklistHostProvider } from './host.ts'
import { useLiveRows } from './liveRows.ts'
import { percentWords } from './percentWords.ts'
import classes from './RowList.module.css'
import { StatusCell } from './StatusCell.tsx'
import { type GridRow, liveScore, rowsOf } from './view.ts'
import { WordsCell } from './WordsCell.tsx'

/** The row that all are taken to. */
export type Pointing = {
  pointed: string | null
  /** The reader went to a row. */
  onGo: (row: string) => void
}

type Props = Pointing & {
  name: string
  answers: readonly Answer[]
  domains: readonly { code: string; title: string }[]
  host: ChecklistHost
  room: Room
  people: readonly PersonHere[]
}

const nobody: readonly PersonHere[] = []

/** Around the field in which a reader is not taken elsewhere; the same mark as around a document's answer. */
const writingMark = { 'data-answer': '' }

/** Brings a row into sight when it is pointed at, unless the reader writes or chooses at that moment. */
function usePointed(pointed: string | null) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (pointed === null || document.activeElement?.closest('textarea, [role="menu"]')) return
    const row = list.current?.querySelector(`[data-row="${pointed}"]`)
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: 'center' })
  }, [pointed])
  return list
}

/** A checklist as people fill it in one room: the status of each row and why, who is at it, and the row that all are taken to. */
export function RowList({ name, answers, domains, host, room, people, pointed, onGo }: Props) {
  const live = useLiveRows(room, answers)
  const rows = useMemo(() => rowsOf(answers, live), [answers, live])
  const { overall } = useMemo(() => liveScore(rows), [rows])
  const place = useOwnPlace(room)
  const list = usePointed(pointed)
  const others = (row: string): readonly PersonHere[] => {
    const here = othersIn(people, row)
    return here.length === 0 ? nobody : here
  }
  return (
    <ChecklistHostProvider value={host}>
      <div ref={list} className={classes.page} data-scroller>
        <RoomNotice room={room} documentId={host.projectId} sections={[]} />
        <h1 className={classes.title}>{name}</h1>
        <div className={classes.sum}>
          <CompletionBar percentage={overall ?? 0} words={`${percentWords(overall)} ready`} />
        </div>
        {domains.map(({ code, title }) => (
          <section key={code} aria-label={`${code} ${title}`}>
            <h2 className={classes.domain}>
              {code} {title}
            </h2>
            <ul className={classes.rows}>
              {rows
                .filter(({ answer }) => answer.domain === code)
                .map(({ id, answer, live: row }) => (
                  <Row key={id} answer={answer} live={row} isPointed={id === pointed} others={others(id)} place={place} onGo={onGo} />
                ))}
            </ul>
          </section>
        ))}
        <div data-popups />
      </div>
    </ChecklistHostProvider>
  )
}

type RowProps = Pick<GridRow, 'answer' | 'live'> & {
  isPointed: boolean
  others: readonly PersonHere[]
  place: OwnPlace
  onGo: (row: string) => void
}

const Row = memo(function Row({ answer, live, isPointed, others, place, onGo }: RowProps) {
  const { requirement_id: id, code, title } = answer
  const cell = { id, code, live, tabIndex: 0 }
  // Not on focus: what then appears over the rows would move the button away between pressing it and letting go.
  const go = () => onGo(id)
  return (
    <li
      className={classes.row}
      data-row={id}
      data-code={code}
      aria-current={isPointed || undefined}
      onFocus={() => place.enter(id)}
      onBlur={() => place.leave(id)}
      onClick={go}
      onKeyUp={go}
    >
      <span className={classes.name}>
        <span className={classes.code}>{code}</span> {title}
        {others.length > 0 && (
          <span className={classes.people}>
            <FewFaces people={others} />
          </span>
        )}
      </span>
      <StatusCell {...cell} />
      <div className={classes.words} {...writingMark}>
        <WordsCell {...cell} />
      </div>
    </li>
  )
})
