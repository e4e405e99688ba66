import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { ExportForm } from './ExportForm.tsx'
import { ExportProgress } from './ExportProgress.tsx'
import type { Subject } from './queries.ts'

/** Exports a document, a plan or a statement: what as, then how far it is, then the file. Closing it cancels nothing. Mount it to open it. */
export function ExportDialog({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  useFocusReturn()
  const [id, setId] = useState<string | null>(null)
  return (
    <Modal opened onClose={onClose} title={`Export ${subject.name}`}>
      {id === null ? (
        <ExportForm subject={subject} onStarted={(job) => setId(job.id)} onClose={onClose} />
      ) : (
        <ExportProgress id={id} onClose={onClose} onAgain={() => setId(null)} />
      )}
    </Modal>
  )
}
