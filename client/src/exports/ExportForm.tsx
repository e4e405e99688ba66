import type { ExportJob } from '@certloom/shared/exports/contract'
import { Button, Radio } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Exports.module.css'
import { type Choice, formatsOf, type Subject, useApproved, useStartExport } from './queries.ts'

const formats: Record<Choice['format'], { label: string; description: string }> = {
  docx: { label: 'Word', description: 'To go on working with it outside' },
  pdf: { label: 'PDF', description: 'To read, print and hand in' },
  xlsx: { label: 'Excel', description: 'To sort and filter; nothing in it runs as a formula' },
}

type Props = { subject: Subject; onStarted: (job: ExportJob) => void; onClose: () => void }

/** Asks for the format, and whether what is approved is wanted or what is there now. */
export function ExportForm({ subject, onStarted, onClose }: Props) {
  const [choice, setChoice] = useState<Choice>({ format: 'docx', isApproved: false })
  const { data: approved } = useApproved(subject)
  const start = useStartExport(subject, approved?.revision)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start.mutate(choice, { onSuccess: onStarted })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Radio.Group label="As" value={choice.format} onChange={(format) => setChoice({ ...choice, format: format as Choice['format'] })}>
        <div className={classes.choices}>
          {formatsOf(subject).map((format) => (
            <Radio key={format} value={format} {...formats[format]} />
          ))}
        </div>
      </Radio.Group>
      {subject.is !== 'minutes' && subject.is !== 'statement' && (
        <WhichVersion subject={subject} isThere={approved !== undefined && approved !== null} choice={choice} onChoose={setChoice} />
      )}
      <ProblemAlert error={start.error} />
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={start.isPending}>
          Export
        </Button>
      </div>
    </form>
  )
}

type VersionProps = { subject: Subject; isThere: boolean; choice: Choice; onChoose: (choice: Choice) => void }

/** Minutes and statements have one version; everything else may be approved, or a draft. */
function WhichVersion({ subject, isThere, choice, onChoose }: VersionProps) {
  return (
    <Radio.Group
      label="Which version"
      value={choice.isApproved ? 'approved' : 'current'}
      onChange={(which) => onChoose({ ...choice, isApproved: which === 'approved' })}
    >
      <div className={classes.choices}>
        <Radio value="current" label="As it is now" description="Marked as a draft, unless it is approved" />
        <Radio
          value="approved"
          label={subject.is === 'plan' ? 'Approved versions only' : 'The approved version'}
          description={subject.is === 'document' && !isThere ? 'There is none yet' : 'With who approved it, and when'}
          disabled={subject.is === 'document' && !isThere}
        />
      </div>
    </Radio.Group>
  )
}
