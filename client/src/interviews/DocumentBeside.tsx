import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { itemText } from '@certloom/shared/collab/listDoc'
import { liveRows } from '@certloom/shared/collab/rowsDoc'
import { cellValue } from '@certloom/shared/collab/tableDoc'
import type { DocumentDetail, FilledSection } from '@certloom/shared/documents/contract'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'
import { wordsOf } from '../documents/liveWords.ts'
import { useShownFacts } from '../facts/shownFacts.ts'
import classes from './DocumentBeside.module.css'

/** What is typed shows here a moment later, in milliseconds. */
const delay = 150

const wordsOfRow = (row: Parameters<typeof cellValue>[0], columns: FilledSection['columns']): string =>
  columns
    .map((column) => {
      const value = cellValue(row, column)
      return column.type === 'choice' ? (column.options.find(({ id }) => id === value)?.label ?? '') : String(value ?? '')
    })
    .filter((word, index) => word !== '' && columns[index]?.type !== 'person')
    .join(' · ')

/** The words of a section of the live document, one paragraph each. */
function paragraphsOf({ doc }: Room, { id, type, columns }: FilledSection): string[] {
  switch (type) {
    case 'text':
      return wordsOf(textSection(doc, id)).split('\n')
    case 'list':
      return liveRows(listSection(doc, id)).map(({ row }) => itemText(row)?.toString() ?? '')
    case 'table':
      return liveRows(tableSection(doc, id)).map(({ row }) => wordsOfRow(row, columns))
    case 'evidence':
      return []
  }
}

function watchWords(room: Room, section: FilledSection) {
  let words = ''
  const read = () => {
    const stored = section.text.split('\n')
    const paragraphs = room.access.get() === 'waiting' || section.type === 'evidence' ? stored : paragraphsOf(room, section)
    words = paragraphs.filter((line) => line.trim() !== '').join('\n')
  }
  read()
  return {
    get: () => words,
    subscribe: (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const readNow = () => {
        timer = undefined
        read()
        listener()
      }
      const readSoon = () => {
        timer ??= setTimeout(readNow, delay)
      }
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
  const watch = useMemo(() => watchWords(room, section), [room, section])
  const written = useSyncExternalStore(watch.subscribe, watch.get)
  const facts = useShownFacts()
  const words = section.fact_key === undefined ? written : (facts[section.fact_key]?.trim() ?? '')
  const passage = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isCurrent) passage.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <section ref={passage} className={classes.passage} data-current={isCurrent || undefined}>
      <h3 className={classes.heading}>{section.title}</h3>
      {words === '' ? <p className={classes.empty}>Not answered yet</p> : <p className={classes.words}>{words}</p>}
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
