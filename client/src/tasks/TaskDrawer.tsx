import { Button, Drawer, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import { problemOf } from '../api/problems.ts'
import { EvidencePanel } from '../evidence/EvidencePanel.tsx'
import { useEvidence } from '../evidence/queries.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { When } from '../ui/When.tsx'
import { CompletionChecklist } from './CompletionChecklist.tsx'
import { DeleteTaskDialog } from './DeleteTaskDialog.tsx'
import { type TaskDetail, taskOf } from './queries.ts'
import { TaskComments } from './TaskComments.tsx'
import classes from './TaskDrawer.module.css'
import { TaskFields } from './TaskFields.tsx'
import { TaskWords } from './TaskWords.tsx'
import { asChanged, usePendingChanges } from './taskChanges.ts'

/** One task over the page: what is to be done, what holds it up, its evidence, what was said about it, and what happened. */
export function TaskDrawer({ taskId, onClose }: { taskId: string; onClose: () => void }) {
  useFocusReturn()
  const { data, error } = useQuery(taskOf(taskId))
  const pending = usePendingChanges()
  const task = data && { ...data, ...asChanged(data, pending) }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={task === undefined ? 'Task' : placeOf(task)}
      closeButtonProps={{ 'aria-label': 'Close the task' }}
    >
      {task === undefined || (error !== null && problemOf(error).code === 'not_found') ? (
        <Missing error={error} onClose={onClose} />
      ) : (
        <Opened task={task} onClose={onClose} />
      )}
    </Drawer>
  )
}

const placeOf = ({ customer_name, document_name, plan_name }: TaskDetail): string =>
  [customer_name, document_name ?? plan_name].filter((part) => part !== null).join(' · ')

function Missing({ error, onClose }: { error: unknown; onClose: () => void }) {
  if (error === null) return <SkeletonRows rows={4} />
  if (problemOf(error).code !== 'not_found') return <ProblemAlert error={error} />
  return (
    <EmptyState
      action={
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      }
    >
      This task is not there. It may have been deleted, or it belongs to a customer you do not see.
    </EmptyState>
  )
}

function Opened({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const { id, customer_id: customerId } = task
  const mayReadActivity = useCan()('activity.read', customerId)
  const fields = useRef<HTMLDivElement>(null) // where a task stands is the first of them
  return (
    <div className={classes.body}>
      <TaskWords key={id} task={task} />
      <div ref={fields}>
        <TaskFields task={task} />
      </div>
      <SectionLink task={task} />
      <CompletionChecklist task={task} onGone={() => fields.current?.querySelector<HTMLElement>('select, button')?.focus()} />
      <section className={classes.part} aria-labelledby={`evidence-${id}`}>
        <h3 id={`evidence-${id}`} className={classes.heading}>
          Evidence
        </h3>
        {task.evidence_description !== null && <p className={classes.guidance}>{task.evidence_description}</p>}
        <TaskEvidence task={task} />
      </section>
      <Tabs defaultValue="comments" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="comments">Comments</Tabs.Tab>
          {mayReadActivity && <Tabs.Tab value="activity">Activity</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="comments" className={classes.panel}>
          <TaskComments task={task} />
        </Tabs.Panel>
        {mayReadActivity && (
          <Tabs.Panel value="activity" className={classes.panel}>
            <ActivityFeed entityId={id} />
          </Tabs.Panel>
        )}
      </Tabs>
      <footer className={classes.foot}>
        <span>
          Added by {task.created_by.name}, <When at={task.created_at} />
        </span>
        {!task.auto_generated && <DeleteButton task={task} onDeleted={onClose} />}
      </footer>
    </div>
  )
}

/** Evidence for a section's task is the section's own: it fills the document and completes the task at once. */
function TaskEvidence({ task }: { task: TaskDetail }) {
  const { id, customer_id: customerId, document_id, section_id, title, evidence_policy } = task
  const own = useMemo(() => ({ customerId, target: { task_id: id } }), [customerId, id])
  const ofSection = useMemo(
    () => (document_id === null || section_id === null ? null : { customerId, target: { document_id, section_id } }),
    [customerId, document_id, section_id],
  )
  const count = useEvidence(own.target).data?.length ?? 0
  const panel = { label: title, policy: evidence_policy }
  if (ofSection === null) return <EvidencePanel place={own} isLocked={false} {...panel} />
  return (
    <>
      {count > 0 && <EvidencePanel place={own} isLocked {...panel} />}
      <EvidencePanel place={ofSection} isLocked={false} {...panel} />
    </>
  )
}

/** Where the work is done: the section in its document. */
function SectionLink({ task: { document_id, document_name, section } }: { task: TaskDetail }) {
  if (document_id === null) return null
  return (
    <Link
      to="/documents/$documentId"
      params={{ documentId: document_id }}
      {...(section !== null && { hash: section.id })}
      className={classes.link}
    >
      {section === null ? `Open ${document_name}` : `Open “${section.title}” in ${document_name}`}
    </Link>
  )
}

function DeleteButton({ task, onDeleted }: { task: TaskDetail; onDeleted: () => void }) {
  const [isAsking, { open, close }] = useDisclosure(false)
  if (!useCan()('task.write', task.customer_id)) return null
  return (
    <>
      <Button variant="subtle" color="missing" size="compact-sm" onClick={open}>
        Delete the task
      </Button>
      {isAsking && <DeleteTaskDialog task={task} onClose={close} onDeleted={onDeleted} />}
    </>
  )
}
