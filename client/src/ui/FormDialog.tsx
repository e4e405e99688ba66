import { Button, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import classes from './FormDialog.module.css'
import { useFocusReturn } from './focusReturn.ts'
import { ProblemAlert } from './ProblemAlert.tsx'

type FormDialogProps = {
  title: string
  submitLabel: string
  /** what the button that changes nothing says */
  dismissLabel?: string
  pending: boolean
  error: unknown
  onSubmit: (form: HTMLFormElement) => void
  onClose: () => void
  children: ReactNode
  danger?: boolean
  disabled?: boolean
}

/** A short form over the page. It cannot be closed by accident while its request is under way. Mount it to open it. */
export function FormDialog({
  title,
  submitLabel,
  dismissLabel = 'Cancel',
  pending,
  error,
  onSubmit,
  onClose,
  children,
  danger = false,
  disabled = false,
}: FormDialogProps) {
  useFocusReturn()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // A form may be opened from within another one, which it is not to send.
    event.stopPropagation()
    onSubmit(event.currentTarget)
  }
  return (
    <Modal opened onClose={onClose} title={title} closeOnEscape={!pending} closeOnClickOutside={!pending} withCloseButton={!pending}>
      <form className={classes.form} onSubmit={submit}>
        {children}
        <ProblemAlert error={error} />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} disabled={pending}>
            {dismissLabel}
          </Button>
          <Button type="submit" loading={pending} disabled={disabled} color={danger ? 'missing' : 'accent'}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
