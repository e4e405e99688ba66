import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { ActionIcon, Modal } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { OnDay } from '../ui/When.tsx'
import classes from './DocumentDetails.module.css'
import { EditDocumentDialog } from './EditDocumentDialog.tsx'

/** Opens what a document is called, who is responsible for it and when it is due: to change for planners, to read for everybody else. */
export function DocumentDetails({ document }: { document: DocumentSummary }) {
  const [isOpen, setIsOpen] = useState(false)
  const can = useCan()
  const Details = can('plan.write', document.customer_id) ? EditDocumentDialog : DocumentFacts
  return (
    <>
      <ActionIcon onClick={() => setIsOpen(true)} aria-label="Document details">
        <IconInfoCircle className={classes.icon} aria-hidden />
      </ActionIcon>
      {isOpen && <Details document={document} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function DocumentFacts({ document, onClose }: { document: DocumentSummary; onClose: () => void }) {
  useFocusReturn()
  return (
    <Modal opened onClose={onClose} title="Document details">
      <dl className={classes.facts}>
        <dt>Name</dt>
        <dd>{document.document_name}</dd>
        <dt>Responsible</dt>
        <dd>{document.assignee?.name ?? 'Nobody'}</dd>
        <dt>Due</dt>
        <dd>{document.due_date === null ? 'No date' : <OnDay day={document.due_date} />}</dd>
      </dl>
    </Modal>
  )
}
