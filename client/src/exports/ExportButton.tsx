import { ActionIcon, Button } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { ExportDialog } from './ExportDialog.tsx'
import classes from './Exports.module.css'
import type { Subject } from './queries.ts'

/** Opens the export of a document, plan or statement, for those who may; `compact` where there is room for a sign only. */
export function ExportButton({ subject, compact = false }: { subject: Subject; compact?: boolean }) {
  const [isOpen, setIsOpen] = useState(false)
  const can = useCan()
  if (!can(subject.is === 'statement' ? 'readiness.export' : 'document.export', subject.customerId)) return null
  const open = () => setIsOpen(true)
  return (
    <>
      {compact ? (
        <ActionIcon onClick={open} aria-label="Export">
          <IconFileExport className={classes.icon} />
        </ActionIcon>
      ) : (
        <Button
          className={classes.open}
          size="compact-sm"
          variant="default"
          leftSection={<IconFileExport size="1em" aria-hidden />}
          onClick={open}
        >
          Export
        </Button>
      )}
      {isOpen && <ExportDialog subject={subject} onClose={() => setIsOpen(false)} />}
    </>
  )
}
