import { useEffect } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { catchUp } from './catchUp.ts'

/** Catches up once for whoever the page is for. */
export function useCatchUp(): void {
  const { user, organization } = useMe()
  useEffect(() => {
    catchUp({ userId: user.id, organizationId: organization.id }).catch(reportError)
  }, [user.id, organization.id])
}
