import type { Answer } from '@certloom/shared/readiness/contract'
import { ActionIcon, Checkbox } from '@mantine/core'
import { IconDots, IconExternalLink, IconPaperclip } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { CursorTag } from '../collab/CursorTag.tsx'
import type { CellCursor } from '../collab/cellCursors.ts'
import { When } from '../ui/When.tsx'
import { DueCell } from './DueCell.tsx'
import classes from './Grid.module.css'
import { GridCell } from './GridCell.tsx'
import { useChecklistHost } from './host.ts'
import type { LiveRow } from './liveRows.ts'
import { OwnerCell } from './OwnerCell.tsx'
import { StatusCell } from './StatusCell.tsx'
import { nistReferences } from './view.ts'
import { WordsCell } from './WordsCell.tsx'

type Props = {
  answer: Answer
  live: LiveRow
  isActive: boolean
  isSelected: boolean
  isOpen: boolean
  cursors: readonly CellCursor[]
  onSelect: (id: string, isRange: boolean) => void
  onOpen: (id: string) => void
}

/** What shows that the row is as it says: a link or an item, to be opened. */
function Evidence({ live, code, tabIndex }: { live: LiveRow; code: string; tabIndex: number }) {
  const { evidence } = live.values
  if (evidence === null) return null
  if (evidence.kind === 'item')
    return (
      <ActionIcon
        renderRoot={(props) => <Link to="/evidence/$evidenceId" params={{ evidenceId: evidence.id }} {...props} />}
        size="sm"
        tabIndex={tabIndex}
        data-control="evidence"
        aria-label={`Open the evidence of ${code}`}
      >
        <IconPaperclip className={classes.icon} aria-hidden />
      </ActionIcon>
    )
  return (
    <ActionIcon
      component="a"
      href={evidence.url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      size="sm"
      tabIndex={tabIndex}
      data-control="evidence"
      aria-label={`Open the evidence of ${code}`}
      title={evidence.url}
    >
      <IconExternalLink className={classes.icon} aria-hidden />
    </ActionIcon>
  )
}

/** One row of the grid. It is drawn again only when it, or who is in it, changed. */
export const GridRow = memo(function GridRow({ answer, live, isActive, isSelected, isOpen, cursors, onSelect, onOpen }: Props) {
  const { canWrite, includesCmmc } = useChecklistHost()
  const { requirement_id: id, code, title } = answer
  const tabIndex = isActive ? 0 : -1
  const cell = { id, code, live, tabIndex }
  const cursorIn = (column: string) => {
    const cursor = cursors.find((candidate) => candidate.column === column)
    return cursor && <CursorTag cursor={cursor} />
  }
  const references = includesCmmc ? nistReferences(answer).length : 0
  return (
    <>
      <GridCell className={classes.select}>
        {canWrite && (
          <Checkbox
            checked={isSelected}
            tabIndex={tabIndex}
            data-control="select"
            aria-label={`Select ${code}`}
            onChange={() => {}}
            onClick={(event) => onSelect(id, event.shiftKey)}
          />
        )}
      </GridCell>
      <GridCell className={classes.code}>{code}</GridCell>
      <GridCell className={classes.title} cell="title" isHeader>
        <button type="button" className={classes.open} tabIndex={tabIndex} onClick={() => onOpen(id)} aria-expanded={isOpen}>
          {title}
        </button>
        {answer.is_retired && <span className={classes.mark}>Retired</span>}
        {references > 0 && <span className={classes.mark}>NIST {references}</span>}
        {cursorIn('title')}
      </GridCell>
      <GridCell className={classes.cell} cell="status">
        <StatusCell {...cell} />
        {cursorIn('status')}
      </GridCell>
      <GridCell className={`${classes.cell} ${classes.onlyWide}`} cell="owner">
        <OwnerCell {...cell} />
        {cursorIn('owner')}
      </GridCell>
      <GridCell className={`${classes.cell} ${classes.onlyWide}`} cell="due">
        <DueCell {...cell} />
        {cursorIn('due')}
      </GridCell>
      <GridCell className={`${classes.cell} ${classes.onlyWide}`} cell="justification">
        <WordsCell {...cell} />
        {cursorIn('justification')}
      </GridCell>
      <GridCell className={`${classes.cell} ${classes.onlyWide}`} cell="evidence">
        <Evidence live={live} code={code} tabIndex={tabIndex} />
        {cursorIn('evidence')}
      </GridCell>
      <GridCell className={`${classes.editor} ${classes.onlyVeryWide}`}>
        {answer.updated_by && answer.updated_at && (
          <span title={`Last changed by ${answer.updated_by.name}`}>
            {answer.updated_by.name.split(' ')[0]}, <When at={answer.updated_at} />
          </span>
        )}
      </GridCell>
      <GridCell className={classes.more}>
        <ActionIcon size="sm" tabIndex={tabIndex} data-control="open" onClick={() => onOpen(id)} aria-label={`Details of ${code}`}>
          <IconDots className={classes.icon} aria-hidden />
        </ActionIcon>
      </GridCell>
    </>
  )
})
