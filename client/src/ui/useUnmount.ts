import { useLayoutEffect } from 'react'
import { useLatest } from './useLatest.ts'

/** Calls the last `work` it was given when the component goes away. */
export function useUnmount(work: () => void): void {
  const last = useLatest(work)
  useLayoutEffect(() => () => last.current(), [last])
}
