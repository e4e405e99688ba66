import { presenceColor } from '@certloom/shared/collab/presence'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace, usePeople } from '../collab/usePresence.ts'
import { usePresenceAnnouncements } from '../collab/usePresenceAnnouncements.ts'
import { useOwnIdleness } from '../collab/usePresenceIdle.ts'
import { CommentsPanel } from '../comments/CommentsPanel.tsx'
import { CommentsProvider } from '../comments/commentsHere.ts'
import { FollowBar } from '../rooms/FollowBar.tsx'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { useFollow } from '../rooms/useFollow.ts'
import { usePersonNavigation } from '../rooms/usePersonNavigation.ts'
import { CommentButton } from '../sections/CommentButton.tsx'
import { OpenDocumentProvider } from '../sections/openDocument.ts'
import { useEvidenceMirror } from '../sections/useEvidenceMirror.ts'
import { ShortcutsDialog } from '../ui/ShortcutsDialog.tsx'
import { useShortcutsKey } from '../ui/useShortcutsKey.ts'
import { CompareView } from '../versions/CompareView.tsx'
import { useChangedSections, useVersionNavigation } from '../versions/useVersion.ts'
import { VersionOutline } from '../versions/VersionOutline.tsx'
import { VersionView } from '../versions/VersionView.tsx'
import { DocumentHeader } from './DocumentHeader.tsx'
import { InternalNotesProvider } from './internalNotes.ts'
import { JoinInternalNotes } from './JoinInternalNotes.tsx'
import { NotesToggle } from './NotesToggle.tsx'
import { Outline } from './Outline.tsx'
import { OutlineDrawer } from './OutlineDrawer.tsx'
import { Panel } from './Panel.tsx'
import { Paper } from './Paper.tsx'
import { shortcuts as documentShortcuts } from './shortcuts.ts'
import { useComments } from './useComments.ts'
import { useSectionInView } from './useSectionInView.ts'
import { useSectionNavigation } from './useSectionNavigation.ts'
import classes from './Workspace.module.css'

const route = getRouteApi(documentRouteId)

/** As in Workspace.module.css: where there is no room for a third column, and then for a second. */
const narrow = '(max-width: 68.75em)'
const veryNarrow = '(max-width: 60em)'

const atOnce = { getInitialValueInEffect: false }

function useSelf() {
  const { user } = useMe()
  const { id, name, color } = user
  return useMemo(() => ({ id, name, color: presenceColor(color) }), [id, name, color])
}

/** Open as a column unless closed; as a drawer it covers the text, so it opens only when asked. */
function usePanel(isNarrow: boolean): { isOpen: boolean; toggle: () => void; show: () => void } {
  const [isColumnOpen, setIsColumnOpen] = useState(true)
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const show = useCallback(() => (isNarrow ? setIsDrawerOpen : setIsColumnOpen)(true), [isNarrow])
  return {
    show,
    isOpen: isNarrow ? isDrawerOpen : isColumnOpen,
    toggle: () => (isNarrow ? setIsDrawerOpen : setIsColumnOpen)((wasOpen) => !wasOpen),
  }
}

/** The document workspace: outline, paper, and what happened, with the people in the room throughout. */
export function Workspace({ document, room }: { document: DocumentDetail; room: Room }) {
  const people = usePeople(room, useSelf())
  usePresenceAnnouncements(people)
  useEvidenceMirror(room, document.content.fillable_sections)
  useOwnIdleness(room)
  const ownPlace = useOwnPlace(room)
  const follow = useFollow(room, people)
  const scroller = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  useSectionInView(scroller, ownPlace.see)
  const { current, focusRequest, goTo, enter } = useSectionNavigation(room)
  const onPresence = useCallback(
    (section: string, isIn: boolean) => {
      if (isIn) {
        ownPlace.enter(section)
        enter(section)
      } else ownPlace.leave(section)
    },
    [ownPlace, enter],
  )
  const shortcuts = useShortcutsKey()
  const { id, customer_id } = document
  const open = useMemo(() => ({ id, customerId: customer_id, room }), [id, customer_id, room])
  const isNarrow = useMediaQuery(narrow, false, atOnce)
  const isVeryNarrow = useMediaQuery(veryNarrow, false, atOnce)
  const panel = usePanel(isNarrow)
  const [isOutlineOpen, setIsOutlineOpen] = useState(false)
  const { version: revision, compare, notes } = route.useSearch()
  const mayNote = useCan()('internal.read', customer_id)
  const showsNotes = mayNote && notes === true
  const [notesRoom, setNotesRoom] = useState<Room | null>(null)
  const isLooking = revision !== undefined || compare !== undefined
  const changed = useChangedSections(document.id, revision, compare)
  const versionNavigation = useVersionNavigation()
  const go = isLooking ? versionNavigation.goTo : goTo
  const person = usePersonNavigation({ room, follow, isCovered: isLooking, uncover: versionNavigation.close, enter })
  const comments = useComments(room, document, panel.show)
  const titles = useMemo(
    () =>
      new Map([...document.content.fixed_sections, ...document.content.fillable_sections].map((section) => [section.id, section.title])),
    [document.content],
  )
  const panelOf = (onOpen?: () => void) => (
    <Panel
      document={document}
      room={room}
      revision={revision}
      {...(onOpen && { onOpen })}
      tab={comments.tab}
      onTab={comments.setTab}
      comments={
        <CommentsPanel
          documentId={id}
          customerId={customer_id}
          titles={titles}
          filter={comments.filter}
          onFilter={comments.setFilter}
          active={comments.active}
          onOpen={(thread) => {
            onOpen?.()
            comments.goTo(thread)
          }}
          composing={comments.composing}
          onComposed={comments.composed}
          more={<NotesToggle customerId={customer_id} />}
        />
      }
    />
  )
  const outline = (onGo: (section: string) => void) =>
    isLooking ? (
      <VersionOutline document={document} changed={changed} current={current} onGo={onGo} />
    ) : (
      <Outline document={document} room={room} people={people} current={current} onGo={onGo} />
    )

  return (
    <OpenDocumentProvider value={open}>
      <CommentsProvider value={comments.here}>
        <div className={classes.page}>
          <DocumentHeader
            document={document}
            room={room}
            people={people}
            follow={{ ...follow, start: person.start }}
            onGo={person.goTo}
            isPanelOpen={panel.isOpen}
            onPanel={panel.toggle}
            onOutline={() => setIsOutlineOpen(true)}
            onSection={go}
          />
          <RoomNotice room={room} documentId={document.id} sections={document.content.fillable_sections} />
          <div className={classes.columns}>
            {!isVeryNarrow && (
              <div className={classes.outline}>
                <p className={classes.label} aria-hidden>
                  Sections
                </p>
                {outline(go)}
                <button type="button" className={classes.shortcuts} onClick={shortcuts.open}>
                  Keyboard shortcuts <kbd className={classes.key}>?</kbd>
                </button>
              </div>
            )}
            <div ref={stage} className={classes.stage}>
              {/* biome-ignore lint/a11y: pressing commented words is a short way; the keyboard finds their thread in the panel */}
              <div ref={scroller} className={classes.scroller} data-scroller inert={isLooking} onClick={comments.onPress}>
                {showsNotes && <JoinInternalNotes document={document} onRoom={setNotesRoom} />}
                <InternalNotesProvider value={notesRoom}>
                  <Paper document={document} room={room} people={people} focusRequest={focusRequest} onPresence={onPresence} />
                </InternalNotesProvider>
              </div>
              {compare !== undefined && <CompareView document={document} from={compare} to={revision} onClose={versionNavigation.close} />}
              {compare === undefined && revision !== undefined && (
                <VersionView document={document} revision={revision} current={current} onClose={versionNavigation.close} />
              )}
              {!isLooking && (
                <CommentButton
                  stage={stage}
                  doc={room.doc}
                  sections={document.content.fillable_sections}
                  onComment={comments.here.compose}
                />
              )}
              {follow.person && !isLooking && <FollowBar person={follow.person} onStop={follow.stop} />}
            </div>
            {!isNarrow && panel.isOpen && (
              <aside className={classes.panel} aria-label="Comments, versions and activity">
                {panelOf()}
              </aside>
            )}
          </div>
          {isVeryNarrow && (
            <OutlineDrawer isOpen={isOutlineOpen} onClose={() => setIsOutlineOpen(false)} onGo={go}>
              {outline}
            </OutlineDrawer>
          )}
          {isNarrow && (
            <Drawer
              opened={panel.isOpen}
              onClose={panel.toggle}
              position="right"
              size="sm"
              classNames={{ body: classes.panelBody ?? '' }}
              title="Comments, versions and activity"
              closeButtonProps={{ 'aria-label': 'Close comments, versions and activity' }}
            >
              {panelOf(panel.toggle)}
            </Drawer>
          )}
          {shortcuts.isOpen && <ShortcutsDialog groups={documentShortcuts} onClose={shortcuts.close} />}
        </div>
      </CommentsProvider>
    </OpenDocumentProvider>
  )
}
