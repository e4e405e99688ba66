import { Outlet } from '@tanstack/react-router'
import { RouteAnnouncer } from './RouteAnnouncer.tsx'

/** What every page stands in, signed in or not. */
export function Root() {
  return (
    <>
      <RouteAnnouncer />
      <Outlet />
    </>
  )
}
