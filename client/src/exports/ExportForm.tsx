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

type Version = 'current' | 'approved'

type Props = { subject: Subject; onStarted: (job: ExportJob) => void; onClose: () => void }

/** Asks for the format, and whether what is approved is wanted or what is there now; the former where a document has it. */
export function ExportForm({ subject, onStarted, onClose }: Props) {
  const [format, setFormat] = useState<Choice['format']>('docx')
  const [asked, setAsked] = useState<Version | null>(null)
  const { data: approved, isLoading } = useApproved(subject)
  const isThere = approved !== undefined && approved !== null
  const version = asked ?? (isThere ? 'approved' : 'current')
  const start = useStartExport(subject, approved?.revision)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start.mutate({ format, isApproved: version === 'approved' }, { onSuccess: onStarted })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Radio.Group label="Format" value={format} onChange={(one) => setFormat(one as Choice['format'])}>
        <div className={classes.choices}>
          {formatsOf(subject).map((one) => (
            <Radio key={one} value={one} {...formats[one]} />
          ))}
        </div>
      </Radio.Group>
      {subject.is !== 'minutes' && subject.is !== 'statement' && (
        <WhichVersion subject={subject} isThere={isThere} value={version} onChoose={setAsked} />
      )}
      <ProblemAlert error={start.error} />
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={start.isPending} disabled={isLoading}>
          Export
        </Button>
      </div>
    </form>
  )
}

type VersionProps = { subject: Subject; isThere: boolean; value: Version; onChoose: (version: Version) => void }

/** Minutes and statements have one version; everything else may be approved, or a draft. */
function WhichVersion({ subject, isThere, value, onChoose }: VersionProps) {
  return (
    <Radio.Group label="Which version" value={value} onChange={(version) => onChoose(version as Version)}>
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
