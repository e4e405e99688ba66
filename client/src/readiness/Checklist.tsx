import type { Answer, ReadinessProjectDetail, Score as StoredScore } from '@certloom/shared/readiness/contract'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { type FocusEvent, type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import { type ChecklistSearch, checklistRouteId } from '../app/checklistRoute.ts'
import { useCellCursors, useOwnCell } from '../collab/cellCursors.ts'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace, usePeople } from '../collab/usePresence.ts'
import { usePresenceAnnouncements } from '../collab/usePresenceAnnouncements.ts'
import { useOwnIdleness } from '../collab/usePresenceIdle.ts'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ShortcutsDialog } from '../ui/ShortcutsDialog.tsx'
import { useShortcutsKey } from '../ui/useShortcutsKey.ts'
import { BulkBar } from './BulkBar.tsx'
import classes from './Checklist.module.css'
import { ChecklistHeader } from './ChecklistHeader.tsx'
import { FilterBar } from './FilterBar.tsx'
import { Grid } from './Grid.tsx'
import { onGridKey } from './gridKeys.ts'
import { gridRoles } from './gridRoles.ts'
import { ChecklistHostProvider } from './host.ts'
import { useLiveRows } from './liveRows.ts'
import { RowDrawer } from './RowDrawer.tsx'
import { shortcuts as checklistShortcuts } from './shortcuts.ts'
import { useBulkEdit } from './useBulkEdit.ts'
import { useFollowRow } from './useFollowRow.ts'
import { useGridSelection } from './useGridSelection.ts'
import { useHost, useSelf } from './useHost.ts'
import { useStayingRow } from './useStayingRow.ts'
import { everyRow, type GridRow, itemsOf, liveScore, rowsOf, shownRows } from './view.ts'

const route = getRouteApi(checklistRouteId)

type Props = { project: ReadinessProjectDetail; answers: readonly Answer[]; domains: StoredScore['domains']; room: Room }

/** List Mode: the rows of a checklist, live for everybody who is in it. */
export function Checklist(props: Props) {
  const { project, answers, domains, room } = props
  const host = useHost(props)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const self = useSelf()
  const people = usePeople(room, self)
  usePresenceAnnouncements(people)
  useOwnIdleness(room)
  const place = useOwnPlace(room)
  const ownCell = useOwnCell(room)
  const cursors = useCellCursors(room, null)
  const live = useLiveRows(room, answers)
  const rows = useMemo(() => rowsOf(answers, live), [answers, live])
  const score = useMemo(() => liveScore(rows), [rows])
  const { owners, editing, canWrite, includesCmmc } = host
  const [active, setActive] = useState<{ id: string | null; focusCount: number }>({ id: null, focusCount: 0 })
  const reader = useMemo(
    () => ({ includesCmmc, ownIds: owners.ownIds, ownerName: (row: GridRow) => owners.find(row.live.values.owner)?.name ?? '' }),
    [owners, includesCmmc],
  )
  const activeRow = rows.find(({ id }) => id === active.id)
  const staying = useStayingRow(activeRow, search, reader)
  const shown = useMemo(() => shownRows(rows, search, reader, staying), [rows, search, reader, staying])
  const items = useMemo(() => itemsOf(shown, score, search.flat === true), [shown, score, search.flat])
  const order = useMemo(() => items.flatMap((item) => (item.is === 'row' ? item.row.id : [])), [items])
  const titles = useMemo(() => new Map(domains.map(({ code, title }) => [code, title])), [domains])
  const titleOf = useCallback((code: string) => titles.get(code) ?? '', [titles])
  const places = useMemo(() => new Map(answers.map(({ requirement_id, code, title }) => [requirement_id, `${code} ${title}`])), [answers])
  const selection = useGridSelection(order)
  const bulk = useBulkEdit(editing, room)
  const shortcuts = useShortcutsKey()
  const searchField = useRef<HTMLInputElement>(null)

  const setSearch = useCallback(
    (change: Partial<ChecklistSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false }),
    [navigate],
  )
  const clearFilters = () => {
    setSearch(everyRow)
    searchField.current?.focus()
  }
  const activate = useCallback((id: string) => setActive((before) => (before.id === id ? before : { ...before, id })), [])
  // Whoever is in the story may be at a chapter, which is no row.
  const goTo = useCallback(
    (id: string) => {
      if (places.has(id)) setActive(({ focusCount }) => ({ id, focusCount: focusCount + 1 }))
    },
    [places],
  )
  const open = useCallback((id: string) => setSearch({ row: id }), [setSearch])
  const close = () => {
    setSearch({ row: undefined })
    if (search.row !== undefined) goTo(search.row)
  }
  const follow = useFollowRow(room, people, goTo)
  const goToPerson = (person: PersonHere) => {
    const row = person.workingIn[0] ?? person.sections[0]
    if (row !== undefined) goTo(row)
  }
  const current = active.id !== null && order.includes(active.id) ? active.id : order[0]
  const move = (by: number | 'first' | 'last') => {
    if (follow.person) follow.stop()
    const at = order.indexOf(current ?? '')
    const next = by === 'first' ? 0 : by === 'last' ? order.length - 1 : Math.min(order.length - 1, Math.max(0, at + by))
    const id = order[next]
    if (id !== undefined) goTo(id)
  }
  const chosen = () => (selection.ids.size > 0 ? [...selection.ids] : current === undefined ? [] : [current])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isTaken = onGridKey(event, {
      move,
      choose: (status) => canWrite && bulk.choose(chosen(), status),
      open: () => active.id !== null && open(active.id),
      toggle: () => active.id !== null && canWrite && selection.toggle(active.id, false),
      selectAll: () => canWrite && selection.all(),
      escape: () => (search.row !== undefined ? close() : selection.clear()),
      undo: bulk.undo,
      redo: bulk.redo,
      search: () => searchField.current?.focus(),
      help: shortcuts.open,
    })
    if (isTaken) event.preventDefault()
  }
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (row === undefined) return
    ownCell.set(row, target.closest<HTMLElement>('[data-cell]')?.dataset.cell ?? 'title')
    place.enter(row)
  }
  const onBlur = ({ target, relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
    if (currentTarget.contains(relatedTarget)) return
    ownCell.clear()
    const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (row !== undefined) place.leave(row)
  }
  const onPresence = useCallback((id: string, isIn: boolean) => (isIn ? place.enter(id) : place.leave(id)), [place])
  const opened = rows.find(({ id }) => id === search.row)

  return (
    <ChecklistHostProvider value={host}>
      <div className={classes.page}>
        <ChecklistHeader
          project={project}
          room={room}
          score={score}
          titleOf={titleOf}
          people={people}
          places={places}
          follow={follow}
          onGo={goToPerson}
        />
        <RoomNotice room={room} documentId={project.id} sections={[]} />
        <FilterBar
          search={search}
          onChange={setSearch}
          score={score}
          titleOf={titleOf}
          searchRef={searchField}
          isSelecting={selection.ids.size > 0}
        >
          {selection.ids.size > 0 ? (
            <BulkBar
              count={selection.ids.size}
              onChoose={(status) => bulk.choose([...selection.ids], status)}
              onOwn={(owner) => bulk.own([...selection.ids], owner)}
              onDue={(due) => bulk.due([...selection.ids], due)}
              onClear={selection.clear}
            />
          ) : (
            <button type="button" className={classes.shortcuts} onClick={shortcuts.open}>
              Keyboard shortcuts <kbd className={classes.key}>?</kbd>
            </button>
          )}
        </FilterBar>
        {shown.length === 0 && (
          <EmptyState
            action={
              <Button variant="default" onClick={clearFilters}>
                Clear filters
              </Button>
            }
          >
            No rows match.
          </EmptyState>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is in gridRoles */}
        {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is in gridRoles */}
        <div
          role={gridRoles.grid}
          aria-label={`Rows of ${project.project_name}`}
          aria-rowcount={items.length + 1}
          aria-multiselectable={canWrite}
          aria-readonly={!canWrite}
          className={classes.grid}
          hidden={shown.length === 0}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
          onBlur={onBlur}
        >
          <Grid
            items={items}
            score={score}
            titleOf={titleOf}
            active={active}
            onActive={activate}
            selection={selection}
            openId={search.row}
            onOpen={open}
            cursors={cursors}
          />
        </div>
        <div className={classes.notice}>
          <NoticeLine notice={bulk.notice} onUndo={bulk.undo} onClose={bulk.close} />
        </div>
        <div data-popups />
        {opened && <RowDrawer row={opened} onClose={close} onPresence={onPresence} />}
        {shortcuts.isOpen && <ShortcutsDialog groups={checklistShortcuts} onClose={shortcuts.close} />}
      </div>
    </ChecklistHostProvider>
  )
}
