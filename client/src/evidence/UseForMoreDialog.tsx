import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, q } from '../api/client.ts'
import { allPages } from '../api/pages.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useSelection } from '../ui/useSelection.ts'
import classes from './EvidencePage.module.css'
import { type Evidence, useRefreshEvidence } from './queries.ts'
import type { Requirement } from './RequiredTable.tsx'

/** A section of a document takes it where it has one; else the task does. */
const targetOf = ({ document_id, section_id, task_id }: Requirement): EvidenceTarget =>
  document_id !== null && section_id !== null ? { document_id, section_id } : { task_id }

const isLinked = ({ links }: Evidence, { task_id, document_id, section_id }: Requirement): boolean =>
  links.some(
    (link) => link.task_id === task_id || (link.document_id === document_id && link.section_id !== null && link.section_id === section_id),
  )

const matches = ({ title, document_name }: Requirement, words: string): boolean =>
  `${title} ${document_name ?? ''}`.toLowerCase().includes(words.trim().toLowerCase())

/** Links a piece of evidence to more of what its customer is asked for. */
export function UseForMoreDialog({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const [words, setWords] = useState('')
  const refresh = useRefreshEvidence()
  const { data, error } = useQuery({
    queryKey: [...q.evidence.key(), 'required of', item.customer_id],
    queryFn: () => allPages((cursor) => api.evidence.requirements({ customer_id: item.customer_id, limit: 200, cursor })),
  })
  const offered = (data ?? []).filter((row) => !isLinked(item, row))
  const selection = useSelection(offered.map(({ task_id }) => task_id))
  const attach = useMutation({
    mutationFn: async (rows: readonly Requirement[]) => {
      for (const row of rows) await api.evidence.attach({ evidence_id: item.id, target: targetOf(row) })
    },
    onSettled: refresh, // also after a failure half way: what was linked before it stays linked
    onSuccess: (_nothing, rows) => {
      announce(`${item.title} is linked to ${rows.length} more`)
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Use ${item.title} for more`}
      submitLabel={selection.ids.length === 0 ? 'Link' : `Link to ${selection.ids.length}`}
      pending={attach.isPending}
      disabled={selection.ids.length === 0}
      error={attach.error}
      onSubmit={() => attach.mutate(offered.filter(({ task_id }) => selection.has(task_id)))}
      onClose={onClose}
    >
      <TextInput
        label="Search what is required"
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
        data-autofocus
      />
      <ProblemAlert error={error} />
      {data === undefined && error === null && <SkeletonRows rows={3} />}
      {data && offered.length === 0 && <p className={classes.none}>It is linked to everything that is required.</p>}
      <fieldset className={classes.choices} aria-label="Required">
        {offered
          .filter((row) => selection.has(row.task_id) || matches(row, words))
          .map((row) => (
            <Checkbox
              key={row.task_id}
              checked={selection.has(row.task_id)}
              onChange={() => selection.toggle(row.task_id)}
              label={row.title}
              description={row.document_name ?? row.plan_name ?? 'The customer as a whole'}
              classNames={{ labelWrapper: classes.choice ?? '' }}
            />
          ))}
      </fieldset>
    </FormDialog>
  )
}
