import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { NewTaskDialog } from './NewTaskDialog.tsx'
import type { FixedFilter } from './taskSearch.ts'

/** The way to a new task, for those who may add one. What is made opens over the page. */
export function NewTaskButton({ fixed }: { fixed: FixedFilter }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  const navigate = useNavigate()
  if (!useCan()('task.write', fixed.customer_id)) return null
  const show = (task: string) => {
    close()
    void navigate({ to: '.', search: (before: object) => ({ ...before, task }), resetScroll: false })
  }
  return (
    <>
      <Button onClick={open}>New task</Button>
      {isOpen && <NewTaskDialog fixed={fixed} onClose={close} onMade={show} />}
    </>
  )
}
