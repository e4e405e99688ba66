import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './CustomerForm.module.css'

type CustomerFormProps = {
  submitLabel: string
  pending: boolean
  error: unknown
  disabled?: boolean
  /** what is being made, while it is */
  making?: string
  onSubmit: () => void
  /** another way to save */
  alternative?: { label: string; onSubmit: () => void } | undefined
  onCancel: () => void
  children: ReactNode
}

/** The form of a customer: its parts, what was wrong with them, and the way on. What could not be saved stays to be sent again. */
export function CustomerForm({
  submitLabel,
  pending,
  error,
  disabled = false,
  making,
  onSubmit,
  alternative,
  onCancel,
  children,
}: CustomerFormProps) {
  const end = useRef<HTMLDivElement>(null)
  const isRefused = error !== null && !pending
  useEffect(() => {
    if (isRefused) end.current?.focus()
  }, [isRefused])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!pending) onSubmit()
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-busy={pending}>
      {children}
      <div ref={end} tabIndex={-1} className={classes.end}>
        <ProblemAlert error={pending ? null : error} />
        <p role="status" className={classes.making}>
          {pending && making}
        </p>
        <div className={classes.actions}>
          <Button variant="default" onClick={onCancel} disabled={pending}>
            Cancel
          </Button>
          {alternative && (
            <Button
              variant="default"
              disabled={disabled || pending}
              onClick={({ currentTarget }) => {
                if (currentTarget.form?.reportValidity()) alternative.onSubmit()
              }}
            >
              {alternative.label}
            </Button>
          )}
          <Button type="submit" loading={pending} disabled={disabled}>
            {submitLabel}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** One part of the form under its own title. */
export function FormPart({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classes.part}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      {children}
    </section>
  )
}
