import type { DocumentDetail, FilledSection } from '@certloom/shared/documents/contract'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'
import { StaticText } from '../editor/StaticText.tsx'
import { useShownFacts } from '../facts/shownFacts.ts'
import classes from './DocumentBeside.module.css'
import { linesOf, type PassageText, passageText } from './passageText.ts'

/** What is typed shows here a moment later, in milliseconds. */
const delay = 150

/** As JSON, so that what stayed the same is the same. */
function watchText(room: Room, section: FilledSection) {
  const read = () => JSON.stringify(passageText(room, section))
  let text = read()
  return {
    get: () => text,
    subscribe: (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const readNow = () => {
        timer = undefined
        text = read()
        listener()
      }
      const readSoon = () => {
        timer ??= setTimeout(readNow, delay)
      }
      text = read()
      room.doc.on('update', readSoon)
      const unwatch = room.access.subscribe(readNow)
      return () => {
        clearTimeout(timer)
        room.doc.off('update', readSoon)
        unwatch()
      }
    },
  }
}

function Passage({ section, room, isCurrent }: { section: FilledSection; room: Room; isCurrent: boolean }) {
  const watch = useMemo(() => watchText(room, section), [room, section])
  const written = useSyncExternalStore(watch.subscribe, watch.get)
  const facts = useShownFacts()
  const fact = section.fact_key === undefined ? undefined : (facts[section.fact_key] ?? '')
  const text = useMemo(() => (fact === undefined ? (JSON.parse(written) as PassageText) : linesOf(fact)), [fact, written])
  const passage = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isCurrent) passage.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <section ref={passage} className={classes.passage} data-current={isCurrent || undefined}>
      <h3 className={classes.heading}>{section.title}</h3>
      {text === null ? (
        <p className={classes.empty}>Not answered yet</p>
      ) : (
        <div className={classes.text}>
          <StaticText content={text} placeholder="" />
        </div>
      )}
    </section>
  )
}

/** The document as it becomes, with the passage that is being answered marked. Only where there is room for it. */
export function DocumentBeside({ document, room, current }: { document: DocumentDetail; room: Room; current: string }) {
  return (
    <aside className={classes.beside} aria-label="The document so far" data-scrolls>
      <h2 className={classes.title}>{document.document_name}</h2>
      {document.content.fillable_sections.map((section) => (
        <Passage key={section.id} section={section} room={room} isCurrent={section.id === current} />
      ))}
    </aside>
  )
}
