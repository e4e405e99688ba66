import { useEffect, useState } from 'react'

/** For something that opens over the page by being mounted: gives focus back to what opened it, if that is still there. */
export function useFocusReturn(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
    },
    [opener],
  )
}
