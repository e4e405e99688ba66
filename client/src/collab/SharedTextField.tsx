import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type * as Y from 'yjs'
import { bindText } from './bindText.ts'
import classes from './SharedTextField.module.css'

type Props = {
  text: Y.Text
  origin: object
  label: string
  describedBy?: string | undefined
  /** Keeps words, caret and focus, and takes no key. */
  readOnly?: boolean
  /** Takes the focus at once and puts the caret there. */
  startAt?: number | 'end' | undefined
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  ref?: Ref<HTMLTextAreaElement>
}

/** A field on a shared text. It lies over the same words and grows with them, so whoever shows it must show them below it. */
export function SharedTextField({ text, origin, label, describedBy, readOnly = false, startAt, onKeyDown, ref }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement)
  useLayoutEffect(() => (field.current ? bindText(field.current, text, origin) : undefined), [text, origin])
  const start = useRef(startAt)
  useLayoutEffect(() => {
    if (start.current === undefined || field.current === null) return
    const place = start.current === 'end' ? field.current.value.length : start.current
    field.current.focus({ preventScroll: true })
    field.current.setSelectionRange(place, place)
  }, [])
  return (
    <textarea
      ref={field}
      className={classes.field}
      aria-label={label}
      aria-describedby={describedBy}
      readOnly={readOnly}
      rows={1}
      onKeyDown={onKeyDown}
    />
  )
}
