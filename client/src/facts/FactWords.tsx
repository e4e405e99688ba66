import { factLabel } from '@certloom/shared/facts/catalogue'
import { piecesOf } from '@certloom/shared/facts/references'
import { useMemo } from 'react'
import classes from './FactWords.module.css'
import { useShownFacts } from './shownFacts.ts'

/** A template's text with what its facts say; one that nobody has said stands by what it is called. */
export function FactWords({ text }: { text: string }) {
  const texts = useShownFacts()
  const pieces = useMemo(() => piecesOf(text), [text])
  return pieces.map((piece, index) => {
    if (piece.is === 'words') return piece.words
    const said = texts[piece.key]?.trim()
    const label = factLabel(piece.key)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have nothing else, and keep their order
      <span key={index} className={classes.fact} data-unsaid={!said || undefined} title={said ? label : `${label}: not said yet`}>
        {said || label}
      </span>
    )
  })
}
