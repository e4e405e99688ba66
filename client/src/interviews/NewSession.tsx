import { Button, MultiSelect, Radio, Select, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { checklistsOf } from '../readiness/queries.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import classes from './NewSession.module.css'
import { useStartInterview } from './StartInterview.tsx'

const kinds = {
  interview: { label: 'Interview', description: 'Question by question; what several documents share is asked once' },
  onboarding: { label: 'Onboarding', description: 'What is said once about the customer and shown in all of its documents' },
  workshop: { label: 'Workshop', description: 'Without questions: whole documents and a checklist, together' },
}
type Kind = keyof typeof kinds

/** Asks what a session with a customer is about. */
function NewSessionDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const start = useStartInterview()
  const { data: documents } = useQuery(q.documents.list.queryOptions({ input: { customer_id: customerId, limit: 200 } }))
  const checklists = useInfiniteQuery(checklistsOf(customerId)).data?.pages.flatMap((page) => page.data) ?? []
  const [kind, setKind] = useState<Kind>('interview')
  const [chosen, setChosen] = useState<string[]>([])
  const [checklist, setChecklist] = useState<string | null>(null)
  const isWorkshop = kind === 'workshop'
  const submit = (form: HTMLFormElement) => {
    const name = formText(form, 'name').trim()
    start.mutate({
      customer_id: customerId,
      session_kind: kind,
      ...(kind !== 'onboarding' && chosen.length > 0 && { document_ids: chosen }),
      ...(isWorkshop && checklist !== null && { readiness_project_id: checklist }),
      ...(name !== '' && { session_name: name }),
    })
  }
  return (
    <FormDialog
      title="Other session"
      submitLabel="Start"
      pending={start.isPending}
      disabled={isWorkshop && chosen.length === 0 && checklist === null}
      error={start.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group label="Kind" value={kind} onChange={(value) => setKind(value as Kind)}>
        <div className={classes.kinds}>
          {Object.entries(kinds).map(([value, words]) => (
            <Radio key={value} value={value} {...words} />
          ))}
        </div>
      </Radio.Group>
      {kind !== 'onboarding' && (
        <MultiSelect
          label="Documents"
          description={isWorkshop ? 'Choose a document or a checklist.' : 'Leave it empty to ask about all of them.'}
          data={(documents?.data ?? []).map(({ id, document_name }) => ({ value: id, label: document_name }))}
          value={chosen}
          onChange={setChosen}
          searchable
          nothingFoundMessage="No document of that name"
          comboboxProps={{ withinPortal: false }}
        />
      )}
      {isWorkshop && (
        <Select
          label="Checklist"
          placeholder="None"
          data={checklists.map(({ id, project_name }) => ({ value: id, label: project_name }))}
          value={checklist}
          onChange={setChecklist}
          clearable
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <TextInput name="name" label="Name (optional)" maxLength={200} />
    </FormDialog>
  )
}

/** Starts an interview or a workshop about chosen documents; nothing for those who may not run one. */
export function NewSession({ customerId }: { customerId: string }) {
  const [isOpen, dialog] = useDisclosure(false)
  if (!useCan()('interview.run', customerId)) return null
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Other session
      </Button>
      {isOpen && <NewSessionDialog customerId={customerId} onClose={dialog.close} />}
    </>
  )
}
