import { TextInput } from '@mantine/core'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import type { Question } from './queries.ts'

/** Asks why a question is left for later. */
export function SkipDialog({ question, onSkip, onClose }: { question: Question; onSkip: (reason: string) => void; onClose: () => void }) {
  return (
    <FormDialog
      title="Skip this question"
      submitLabel="Skip it"
      pending={false}
      error={null}
      onSubmit={(form) => onSkip(formText(form, 'reason').trim())}
      onClose={onClose}
    >
      <p>{question.question}</p>
      {question.is_mandatory && <p>It is mandatory: the interview cannot be completed before it is answered.</p>}
      <TextInput name="reason" label="Why" placeholder="We ask the works council first" required maxLength={300} data-autofocus />
    </FormDialog>
  )
}
