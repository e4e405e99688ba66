import { type FactKey, isFactKey } from './catalogue.ts'

/** A piece of a template's text: words as they stand, or a place where a fact is shown. */
export type TextPiece = { is: 'words'; words: string } | { is: 'fact'; key: FactKey }

/** How a template refers to a fact: `{{isms_manager}}`. */
const reference = /\{\{\s*([a-z_]+)\s*\}\}/

/** Takes a text apart at the facts it refers to. What looks like a reference and names no fact stays as it stands. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let words = ''
  for (const [index, part] of text.split(reference).entries()) {
    if (index % 2 === 0) words += part
    else if (isFactKey(part)) {
      if (words !== '') pieces.push({ is: 'words', words })
      pieces.push({ is: 'fact', key: part })
      words = ''
    } else words += `{{${part}}}`
  }
  if (words !== '') pieces.push({ is: 'words', words })
  return pieces
}

/** The facts that texts refer to, each once. */
export const factsIn = (texts: readonly string[]): FactKey[] => [
  ...new Set(texts.flatMap(piecesOf).flatMap((piece) => (piece.is === 'fact' ? [piece.key] : []))),
]
