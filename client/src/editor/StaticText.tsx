import type { RichText } from '@certloom/shared/documents/contract'
import { renderJSONContentToReactElement } from '@tiptap/static-renderer/json/react'
import { type ReactNode, useMemo } from 'react'
import classes from './text.module.css'

type Children = { children?: ReactNode }
type NodeHere = { node: RichText } & Children

const attribute = (node: RichText, name: string): number | undefined => {
  const value = node.attrs?.[name]
  return typeof value === 'number' ? value : undefined
}

function Heading({ node, children }: NodeHere) {
  const level = attribute(node, 'level')
  if (level === 2) return <h2>{children}</h2>
  return level === 3 ? <h3>{children}</h3> : <h4>{children}</h4>
}

const spans = (node: RichText) => ({ colSpan: attribute(node, 'colspan'), rowSpan: attribute(node, 'rowspan') })

const Plain = ({ children }: Children) => <>{children}</>

const nodes = {
  doc: Plain,
  text: ({ node }: NodeHere) => <>{node.text ?? ''}</>,
  // An editor gives an empty paragraph the height of a line.
  paragraph: ({ node, children }: NodeHere) => <p>{node.content?.length ? children : <br />}</p>,
  heading: Heading,
  bulletList: ({ children }: Children) => <ul>{children}</ul>,
  orderedList: ({ node, children }: NodeHere) => <ol start={attribute(node, 'start')}>{children}</ol>,
  listItem: ({ children }: Children) => <li>{children}</li>,
  blockquote: ({ children }: Children) => <blockquote>{children}</blockquote>,
  codeBlock: ({ children }: Children) => (
    <pre>
      <code>{children}</code>
    </pre>
  ),
  hardBreak: () => <br />,
  horizontalRule: () => <hr />,
  table: ({ children }: Children) => (
    <div className="tableWrapper">
      <table>
        <tbody>{children}</tbody>
      </table>
    </div>
  ),
  tableRow: ({ children }: Children) => <tr>{children}</tr>,
  tableHeader: ({ node, children }: NodeHere) => <th {...spans(node)}>{children}</th>,
  tableCell: ({ node, children }: NodeHere) => <td {...spans(node)}>{children}</td>,
}

const marks = {
  bold: ({ children }: Children) => <strong>{children}</strong>,
  italic: ({ children }: Children) => <em>{children}</em>,
  strike: ({ children }: Children) => <s>{children}</s>,
  underline: ({ children }: Children) => <u>{children}</u>,
  code: ({ children }: Children) => <code>{children}</code>,
  // Only looks like a link: the address comes from a document, and the live editor that follows is what judges addresses.
  link: ({ children }: Children) => <span data-link>{children}</span>,
}

type Mark = NonNullable<RichText['marks']>[number]

const isRichText = (content: unknown): content is RichText =>
  typeof content === 'object' && content !== null && 'type' in content && typeof content.type === 'string'

/** The text of a section as it was last stored, without an editor. Nodes that this page does not know show what they contain. */
export function StaticText({ content, placeholder }: { content: unknown; placeholder: string }) {
  const text = useMemo(() => {
    if (!isRichText(content)) return null
    return renderJSONContentToReactElement<Mark, RichText>({
      nodeMapping: nodes,
      markMapping: marks,
      unhandledNode: Plain,
      unhandledMark: Plain,
    })({ content })
  }, [content])
  return <div className={classes.text}>{text ?? <p className={classes.placeholder}>{placeholder}</p>}</div>
}
