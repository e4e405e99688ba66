import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useCan } from '../accounts/useMe.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { ArchivedChecklists } from './ArchivedChecklists.tsx'
import { ChecklistList } from './ChecklistList.tsx'
import { NewChecklistDialog } from './NewChecklistDialog.tsx'

/** The checklists the reader may see, whosever they are. */
export function ReadinessPage() {
  const [isAdding, { open, close }] = useDisclosure(false)
  const mayAdd = useCan()('readiness.write')
  return (
    <PageFrame title="Readiness" action={mayAdd && <Button onClick={open}>New checklist</Button>}>
      <ChecklistList onAdd={mayAdd && open} />
      {mayAdd && <ArchivedChecklists />}
      {isAdding && <NewChecklistDialog onClose={close} />}
    </PageFrame>
  )
}
