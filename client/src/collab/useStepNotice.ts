import { useCallback, useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { announce } from '../app/announcer.ts'
import type { Notice } from '../ui/NoticeLine.tsx'

/**
 * One line about the reader's last step, and telling the next. From it the last step is taken back: as soon as they make another, wherever that is,
 * the line about the one before goes.
 * @param origin of everything the reader changes in `doc`
 */
export function useStepNotice(doc: Y.Doc, origin: object) {
  const [notice, setNotice] = useState<Notice | null>(null)
  useEffect(() => {
    const onTransaction = (transaction: Y.Transaction) => {
      if (transaction.origin === origin) setNotice((before) => (before?.canUndo ? null : before))
    }
    doc.on('afterTransaction', onTransaction)
    return () => doc.off('afterTransaction', onTransaction)
  }, [doc, origin])
  const tell = useCallback((text: string, canUndo: boolean) => {
    setNotice({ text, canUndo })
    announce(text)
  }, [])
  return { notice, tell, close: useCallback(() => setNotice(null), []) }
}
