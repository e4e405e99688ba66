import { textSection } from '@certloom/shared/collab/documentDoc'
import { factLabel, isFactKey } from '@certloom/shared/facts/catalogue'
import { Button } from '@mantine/core'
import * as Y from 'yjs'
import type { Room } from '../collab/room.ts'
import type { SectionProps } from '../documents/sectionProps.ts'
import { useFills } from '../documents/useFills.ts'
import classes from './FactLine.module.css'
import { useShownFacts } from './shownFacts.ts'

type Props = Pick<SectionProps, 'section' | 'room' | 'access'>

/** What a fact says already about what a text section asks for; while nothing stands there, it can be put there. */
export function FactLine({ section, room, access }: Props) {
  const texts = useShownFacts()
  const fill = useFills(room, [section]).get(section.id)
  const key = section.interview?.fact_key
  const said = key !== undefined && isFactKey(key) ? texts[key]?.trim() : undefined
  if (key === undefined || !isFactKey(key) || !said) return null
  const isUnanswered = fill === 'empty' || fill === 'blank'
  return (
    <p className={classes.line}>
      <span className={classes.said}>
        <strong className={classes.label}>{factLabel(key)}, from the facts:</strong> {said}
      </span>
      {isUnanswered && access === 'write' && (
        <Button variant="default" size="compact-sm" onClick={() => put(room, section.id, said)}>
          Put it here
        </Button>
      )}
    </p>
  )
}

/** Writes the words as paragraphs, before anything that stands there. */
function put({ doc }: Room, sectionId: string, words: string): void {
  const paragraphs = words.split('\n').map((line) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(line)])
    return paragraph
  })
  doc.transact(() => textSection(doc, sectionId).insert(0, paragraphs))
}
