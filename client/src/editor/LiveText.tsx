import { textSection } from '@certloom/shared/collab/documentDoc'
import { editorExtensions } from '@certloom/shared/collab/editorSchema'
import { RichTextEditor } from '@mantine/tiptap'
import Collaboration from '@tiptap/extension-collaboration'
import { Placeholder } from '@tiptap/extensions'
import type { EditorView } from '@tiptap/pm/view'
import { type Editor, useEditor } from '@tiptap/react'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { othersCarets } from './carets.ts'
import { textHighlights } from './highlights.ts'
import { fromOffice } from './officeHtml.ts'
import type { RichTextSectionProps } from './sectionProps.ts'
import toolbarClasses from './Toolbar.module.css'
import { Toolbar } from './Toolbar.tsx'
import textClasses from './text.module.css'

const extensionsOf = ({ room, section, fragment, highlights }: RichTextSectionProps) => [
  ...editorExtensions,
  Placeholder.configure({ placeholder: section.placeholder, showOnlyWhenEditable: false }),
  Collaboration.configure({ fragment: fragment ?? textSection(room.doc, section.id) }),
  othersCarets(room.awareness),
  ...(highlights ? [textHighlights(highlights)] : []),
]

const controlClasses = { control: toolbarClasses.control ?? '', controlIcon: toolbarClasses.icon ?? '' }

/** What assistive technology is told about the text box. */
function boxAttributes(title: string, describedBy: string | undefined, isEditable: boolean): Record<string, string> {
  return {
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': title,
    'aria-readonly': String(!isEditable),
    // Stays reachable, and keeps the focus of whoever is in it at the moment it is locked.
    tabindex: '0',
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
  }
}

/** How near the caret comes to the edges of what is in sight, in pixels: the tools lie over the first lines there. */
const clearance = { top: 56, bottom: 24, left: 0, right: 0 }

/**
 * Whoever may only read and clicks behind the last words selects with the second click what stands below the text, and the editor shows no selection of
 * its own while the browser's lies outside. Brought back, the third click selects the paragraph, as it does for whoever writes.
 */
function selectWithin(view: EditorView, position: number): false {
  const selection = getSelection()
  const { node, offset } = view.domAtPos(position)
  if (!view.dom.contains(selection?.focusNode ?? null)) selection?.collapse(node, offset)
  return false
}

/** What the text box is to assistive technology, how it reads a clipboard, and how much of it is seen around the caret. */
const propsOf = (title: string, describedBy: string | undefined, isEditable: boolean) => ({
  attributes: boxAttributes(title, describedBy, isEditable),
  transformPastedHTML: fromOffice,
  handleTripleClick: selectWithin,
  scrollThreshold: clearance,
  scrollMargin: clearance,
})

function useSectionEditor(props: RichTextSectionProps, isEditable: boolean): Editor {
  const { room, section, describedBy, highlights } = props
  const editor = useEditor(
    {
      extensions: extensionsOf(props),
      editable: isEditable,
      editorProps: propsOf(section.title, describedBy, isEditable),
      immediatelyRender: true,
      shouldRerenderOnTransaction: false,
    },
    [room, section.id, highlights],
  )
  useEffect(() => {
    editor.setOptions({ editable: isEditable, editorProps: propsOf(section.title, describedBy, isEditable) })
  }, [editor, isEditable, section.title, describedBy])
  return editor
}

/** The live editor of one section. A key stroke stays inside it: nothing here renders again. */
export function LiveText(props: RichTextSectionProps) {
  const isEditable = props.access === 'write'
  const editor = useSectionEditor(props, isEditable)
  const { focusRequest, section } = props
  const toolbarSlot = props.isCurrent && isEditable ? props.toolbarSlot : null
  useEffect(() => {
    if (focusRequest > 0) editor.commands.focus('end', { scrollIntoView: false })
  }, [editor, focusRequest])
  return (
    <RichTextEditor editor={editor} unstyled withTypographyStyles={false} className={textClasses.text} classNames={controlClasses}>
      {toolbarSlot && createPortal(<Toolbar editor={editor} title={section.title} />, toolbarSlot)}
      <RichTextEditor.Content />
    </RichTextEditor>
  )
}
