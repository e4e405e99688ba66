import { type FocusEvent, useEffect, useRef, useState } from 'react'

type Handlers = { onFocus: () => void; onBlur: (event: FocusEvent) => void }

/**
 * Is the focus inside an element, popovers that belong to it included? React passes focus events through portals, but between two elements
 * it reports a loss first: so a loss counts only if no gain follows. Another window taking the focus is no loss.
 */
export function useFocusWithin(onChange: (isWithin: boolean) => void): [boolean, Handlers] {
  const [isWithin, setIsWithin] = useState(false)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(leaving.current), [])

  const change = (next: boolean) => {
    setIsWithin(next)
    onChange(next)
  }
  const onFocus = () => {
    clearTimeout(leaving.current)
    if (!isWithin) change(true)
  }
  const onBlur = () => {
    clearTimeout(leaving.current)
    leaving.current = setTimeout(() => document.hasFocus() && change(false))
  }
  return [isWithin, { onFocus, onBlur }]
}
