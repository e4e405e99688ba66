import { VisuallyHidden } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useAnnouncement } from './announcer.ts'
import { focusPage } from './pageFocus.ts'
import { leaveFirstPage } from './pageTitle.ts'

/** Does for navigation inside the page what a browser does for a page load: moves focus to the new page and says its title. */
export function RouteAnnouncer() {
  const router = useRouter()
  const announcement = useAnnouncement()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return
        leaveFirstPage()
        focusPage()
      }),
    [router],
  )
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {announcement}
    </VisuallyHidden>
  )
}
