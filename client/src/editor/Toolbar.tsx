import { RichTextEditor } from '@mantine/tiptap'
import {
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowRemove,
  IconTableOff,
  IconTablePlus,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import type { KeyboardEvent, ReactNode } from 'react'
import { LinkControl } from './LinkControl.tsx'
import classes from './Toolbar.module.css'

const { Bold, Italic, Strikethrough, H2, H3, BulletList, OrderedList, Blockquote, Undo, Redo } = RichTextEditor

function Group({ children }: { children: ReactNode }) {
  return <div className={classes.group}>{children}</div>
}

type TableCommand = { label: string; icon: ReactNode; run: (editor: Editor) => void }

const insertTable: TableCommand = {
  label: 'Insert table',
  icon: <IconTablePlus aria-hidden />,
  run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
}

const inTable: TableCommand[] = [
  { label: 'Add row below', icon: <IconRowInsertBottom aria-hidden />, run: (editor) => editor.chain().focus().addRowAfter().run() },
  {
    label: 'Add column after',
    icon: <IconColumnInsertRight aria-hidden />,
    run: (editor) => editor.chain().focus().addColumnAfter().run(),
  },
  { label: 'Delete row', icon: <IconRowRemove aria-hidden />, run: (editor) => editor.chain().focus().deleteRow().run() },
  { label: 'Delete column', icon: <IconColumnRemove aria-hidden />, run: (editor) => editor.chain().focus().deleteColumn().run() },
  { label: 'Delete table', icon: <IconTableOff aria-hidden />, run: (editor) => editor.chain().focus().deleteTable().run() },
]

function TableControls({ editor }: { editor: Editor }) {
  const isInTable = useEditorState({ editor, selector: ({ editor: current }) => current.isActive('table') })
  return (
    <Group>
      {(isInTable ? inTable : [insertTable]).map(({ label, icon, run }) => (
        <RichTextEditor.Control key={label} aria-label={label} title={label} onClick={() => run(editor)}>
          {icon}
        </RichTextEditor.Control>
      ))}
    </Group>
  )
}

/** Arrow keys walk the buttons, as in every toolbar; Escape goes back to the text. */
function walk(event: KeyboardEvent<HTMLDivElement>, editor: Editor): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const place = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1
  if (place < 0) return
  if (event.key === 'Escape') editor.commands.focus()
  else if (event.key === 'ArrowRight') buttons[(place + 1) % buttons.length]?.focus()
  else if (event.key === 'ArrowLeft') buttons.at(place - 1)?.focus()
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** The tools of the section in focus. It floats over the gap above its section, so that it pushes nothing away. */
export function Toolbar({ editor, title }: { editor: Editor; title: string }) {
  return (
    <div
      className={classes.toolbar}
      role="toolbar"
      aria-label={`Formatting of ${title}`}
      tabIndex={-1}
      onKeyDown={(event) => walk(event, editor)}
    >
      <Group>
        <Bold />
        <Italic />
        <Strikethrough />
        <LinkControl editor={editor} />
      </Group>
      <Group>
        <H2 aria-label="Heading" title="Heading" />
        <H3 aria-label="Subheading" title="Subheading" />
        <BulletList />
        <OrderedList />
        <Blockquote />
      </Group>
      <TableControls editor={editor} />
      <Group>
        <Undo />
        <Redo />
      </Group>
    </div>
  )
}
