import { type ClipboardEvent, type DragEvent, useEffect, useState } from 'react'
import { carriesFiles, type Dropped, droppedFiles, pastedFiles } from './chosenFile.ts'

/** A file dropped beside the place for it would be opened in this tab, and the page would be gone. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer || !carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'none'
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}

/** React hands events of dialogs over to what opened them, wherever they are on the page. */
const isInside = ({ currentTarget, target }: { currentTarget: Element; target: EventTarget }): boolean =>
  target instanceof Node && currentTarget.contains(target)

type Takes = {
  /** Unset where files cannot be given. */
  onFiles: ((dropped: Dropped) => void) | undefined
  onText: (text: string) => void
}

/** Makes an element a place where files are dropped and pasted. */
export function useFileDrop({ onFiles, onText }: Takes) {
  useNoStrayDrops()
  const [isOver, setIsOver] = useState(false)

  const onDragOver = (event: DragEvent) => {
    if (!onFiles || !isInside(event) || !carriesFiles(event.dataTransfer)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setIsOver(true)
  }
  const onDragLeave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false)
  }
  const onDrop = (event: DragEvent) => {
    setIsOver(false)
    if (!onFiles || !isInside(event) || !carriesFiles(event.dataTransfer)) return
    event.preventDefault()
    onFiles(droppedFiles(event.dataTransfer))
  }
  const onPaste = (event: ClipboardEvent) => {
    if (!isInside(event)) return
    const files = pastedFiles(event.clipboardData.files, new Date())
    if (files.length === 0) onText(event.clipboardData.getData('text/plain'))
    else if (onFiles) {
      event.preventDefault()
      onFiles({ files, hasFolder: false })
    }
  }
  return { isOver, handlers: { onDragOver, onDragLeave, onDrop, onPaste } }
}
