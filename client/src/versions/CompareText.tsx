import type { LineDiff, LineShape, PartWriters } from '@certloom/shared/comparison/contract'
import type { ReactNode } from 'react'
import text from '../editor/text.module.css'
import { ChangeMark, changeProps } from './ChangeMark.tsx'
import classes from './Compare.module.css'
import { Pieces } from './Pieces.tsx'
import { namesOf } from './versionWords.ts'

type Line = LineDiff & { key: string; people: readonly { name: string }[] }

/** The lines with who wrote them: writers are told for the lines of the newer side. */
function withWriters(lines: readonly LineDiff[], writers: PartWriters): Line[] {
  let at = 0
  return lines.map((line, index) => ({
    ...line,
    key: String(index),
    people: line.after === null ? [] : (writers?.[at++]?.people ?? []),
  }))
}

const kinds: Record<string, string> = { paragraph: 'a paragraph', codeBlock: 'code', horizontalRule: 'a rule' }
const places: Record<string, string> = {
  listItem: 'an item of a list',
  tableCell: 'a cell',
  tableHeader: 'a head of a table',
  blockquote: 'a quote',
}

function kindOf({ block, level, within }: LineShape): string {
  const place = within.findLast((outer) => Object.hasOwn(places, outer))
  if (place !== undefined) return places[place] ?? ''
  return block === 'heading' ? `a heading of level ${(level ?? 2) - 1}` : (kinds[block] ?? 'a line')
}

function shapeLine({ before, after }: LineDiff): string | undefined {
  if (!before || !after) return undefined
  const [was, is] = [kindOf(before), kindOf(after)]
  return was === is ? undefined : `Was ${was}, is ${is}`
}

function ComparedLine({ line }: { line: Line }) {
  const shape = line.after ?? line.before
  const change = shapeLine(line)
  const isSame = line.change === 'same'
  return (
    <div className={classes.line} data-change={line.change} {...(!isSame && changeProps)}>
      {!isSame && (
        <p className={classes.facts}>
          <ChangeMark change={line.change} />
          {change !== undefined && <span>{change}</span>}
          {line.people.length > 0 && <span>{`Written by ${namesOf(line.people)}`}</span>}
        </p>
      )}
      <p className={classes.words} data-block={shape?.block} data-listed={shape?.within.includes('listItem') || undefined}>
        <Pieces pieces={line.pieces} />
      </p>
    </div>
  )
}

type Part = { isSame: boolean; lines: Line[] }

function partsOf(lines: readonly Line[]): Part[] {
  const parts: Part[] = []
  for (const line of lines) {
    const last = parts.at(-1)
    const isSame = line.change === 'same'
    if (last && last.isSame === isSame) last.lines.push(line)
    else parts.push({ isSame, lines: [line] })
  }
  return parts
}

/** What is the same, behind a line that says how much it is. */
export const Folded = ({ words, children }: { words: string; children: ReactNode }) => (
  <details className={classes.fold}>
    <summary>{words}</summary>
    {children}
  </details>
)

/** A text on both sides, line by line. */
export function CompareText({ lines, writers }: { lines: readonly LineDiff[]; writers: PartWriters }) {
  return (
    <div className={text.text}>
      {partsOf(withWriters(lines, writers)).map((part) => {
        const all = part.lines.map((line) => <ComparedLine key={line.key} line={line} />)
        return part.isSame && part.lines.length > 1 ? (
          <Folded key={part.lines[0]?.key} words={`${part.lines.length} unchanged paragraphs`}>
            {all}
          </Folded>
        ) : (
          all
        )
      })}
    </div>
  )
}
