import { Textarea } from '@mantine/core'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'

type Props = { what: string; onBlock: (reason: string) => void; onClose: () => void }

/** Asks what a task waits for, before it is blocked. */
export function BlockDialog({ what, onBlock, onClose }: Props) {
  return (
    <FormDialog
      title={`Block ${what}`}
      submitLabel="Block"
      pending={false}
      error={null}
      onSubmit={(form) => onBlock(formText(form, 'reason').trim())}
      onClose={onClose}
    >
      <Textarea
        name="reason"
        label="What does it wait for?"
        description="Everybody who sees the task reads it."
        autosize
        minRows={2}
        maxLength={1000}
        required
        data-autofocus
        onInput={({ currentTarget }) => currentTarget.setCustomValidity(currentTarget.value.trim() === '' ? 'Say what it waits for.' : '')}
      />
    </FormDialog>
  )
}
