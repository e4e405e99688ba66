import type { Answer, ReadinessProjectDetail, Score as StoredScore } from '@certloom/shared/readiness/contract'
import type { Story } from '@certloom/shared/story/contract'
import { progressOf } from '@certloom/shared/story/progress'
import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { storyRouteId } from '../app/storyRoute.ts'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace, usePeople } from '../collab/usePresence.ts'
import { usePresenceAnnouncements } from '../collab/usePresenceAnnouncements.ts'
import { useOwnIdleness } from '../collab/usePresenceIdle.ts'
import { ChecklistHeader } from '../readiness/ChecklistHeader.tsx'
import { ChecklistHostProvider } from '../readiness/host.ts'
import { useLiveRows } from '../readiness/liveRows.ts'
import { useFollowRow } from '../readiness/useFollowRow.ts'
import { useHost, useSelf } from '../readiness/useHost.ts'
import { liveScore, rowsOf } from '../readiness/view.ts'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ShortcutsDialog } from '../ui/ShortcutsDialog.tsx'
import { useShortcutsKey } from '../ui/useShortcutsKey.ts'
import { type OpenStory, OpenStoryProvider } from './openStory.ts'
import { addressOf, type Place, placeAt, placeOfSection, placesIn, sectionOf } from './place.ts'
import { Scene } from './Scene.tsx'
import { Standing } from './Standing.tsx'
import { StoryIndex } from './StoryIndex.tsx'
import classes from './StoryView.module.css'
import { storyKeys } from './storyKeys.ts'
import { useBadgeNews } from './useBadgeNews.ts'
import { useDraft } from './useDraft.ts'
import { usePlays } from './usePlays.ts'
import { useStoryMoves } from './useStoryMoves.ts'

const route = getRouteApi(storyRouteId)

/** As in StoryView.module.css: where there is no room for the index beside the scene. */
const narrow = '(max-width: 60em)'
const atOnce = { getInitialValueInEffect: false }

type Props = {
  project: ReadinessProjectDetail
  answers: readonly Answer[]
  domains: StoredScore['domains']
  story: Story
  room: Room
}

/** What a place is called where it is said who is there. */
const titlesOf = (places: readonly Place[], answers: readonly Answer[]): ReadonlyMap<string, string> =>
  new Map([
    ...answers.map(({ requirement_id, code, title }): [string, string] => [requirement_id, `${code} ${title}`]),
    ...places.map((place): [string, string] => [sectionOf(place), titleOfPlace(place)]),
  ])

function titleOfPlace(place: Place): string {
  switch (place.is) {
    case 'welcome':
      return 'Welcome'
    case 'people':
      return 'Teams and people'
    case 'end':
      return 'The result'
    case 'opening':
    case 'card':
    case 'summary':
      return place.chapter.title
  }
}

/** How things stand in the story, as long as nothing of it changes the same object. */
function useStanding({ answers, domains, story, room }: Props) {
  const live = useLiveRows(room, answers)
  const plays = usePlays(room)
  const places = useMemo(() => placesIn(story), [story])
  const rowList = useMemo(() => rowsOf(answers, live), [answers, live])
  const titles = useMemo(() => new Map(domains.map(({ code, title }) => [code, title])), [domains])
  const now = useMemo(() => {
    const rows = new Map(rowList.map((row) => [row.id, row]))
    const statusOf: OpenStory['statusOf'] = (id) => rows.get(id)?.live.values.status ?? null
    const progress = new Map(story.chapters.map((chapter) => [chapter.key, progressOf(chapter, statusOf)]))
    return { rows, statusOf, progress, score: liveScore(rowList) }
  }, [rowList, story])
  const titleOf = useCallback((code: string) => titles.get(code) ?? '', [titles])
  return { ...now, plays, places, titleOf }
}

/** Story Mode: one scene at a time, live for everybody who is in the checklist, be it here or in the list. */
export function StoryView(props: Props) {
  const { project, answers, story, room } = props
  const host = useHost(props)
  const standing = useStanding(props)
  const { places, progress, score, titleOf } = standing
  const self = useSelf()
  const people = usePeople(room, self)
  usePresenceAnnouncements(people)
  useOwnIdleness(room)
  const { at } = route.useSearch()
  const navigate = route.useNavigate()
  const place = placeAt(places, at)
  const [moved, setMoved] = useState(0)
  const go = useCallback(
    (wanted: Place | undefined) => {
      if (wanted === undefined) return
      setMoved((count) => count + 1)
      void navigate({ search: { at: addressOf(wanted) } })
    },
    [navigate],
  )
  const goToSection = useCallback((section: string) => go(placeOfSection(places, section)), [go, places])
  const follow = useFollowRow(room, people, goToSection)
  const goToPerson = ({ sections }: PersonHere) => sections[0] !== undefined && goToSection(sections[0])
  const titles = useMemo(() => titlesOf(places, answers), [places, answers])
  const { see } = useOwnPlace(room)
  const section = sectionOf(place)
  useEffect(() => see(section), [see, section])
  const draft = useDraft(room, place, standing)
  const { moves, notice, close } = useStoryMoves(host.editing, room)
  useBadgeNews(story, progress, moves.tell)
  const shortcuts = useShortcutsKey()
  const isNarrow = useMediaQuery(narrow, false, atOnce)
  const [isIndexOpen, setIsIndexOpen] = useState(false)
  const line = <NoticeLine notice={notice} onUndo={moves.undo} onClose={close} />
  const open: OpenStory = { ...standing, project, story, people, selfId: self.id, moves, notice: line, go }
  const scroller = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another place is shown
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [at])
  const goFromIndex = (wanted: Place) => {
    setIsIndexOpen(false)
    if (follow.person) follow.stop()
    go(wanted)
  }
  return (
    <ChecklistHostProvider value={host}>
      <OpenStoryProvider value={open}>
        <div className={classes.page}>
          <ChecklistHeader
            project={project}
            view="story"
            room={room}
            score={score}
            titleOf={titleOf}
            people={people}
            places={titles}
            follow={follow}
            onGo={goToPerson}
          />
          <RoomNotice room={room} documentId={project.id} sections={[]} />
          <div className={classes.columns}>
            {!isNarrow && (
              <div className={classes.index}>
                <StoryIndex place={place} onGo={goFromIndex} />
              </div>
            )}
            <Scene
              key={section}
              place={place}
              draft={draft}
              moved={moved}
              scrollerRef={scroller}
              onIndex={isNarrow ? () => setIsIndexOpen(true) : undefined}
              onHelp={shortcuts.open}
            />
            <Standing preview={draft.effects} />
          </div>
          <div data-popups />
          {isNarrow && (
            <Drawer
              opened={isIndexOpen}
              onClose={() => setIsIndexOpen(false)}
              size="sm"
              title="Chapters"
              closeButtonProps={{ 'aria-label': 'Close the chapters' }}
            >
              <StoryIndex place={place} onGo={goFromIndex} />
            </Drawer>
          )}
          {shortcuts.isOpen && <ShortcutsDialog groups={storyKeys} onClose={shortcuts.close} />}
        </div>
      </OpenStoryProvider>
    </ChecklistHostProvider>
  )
}
