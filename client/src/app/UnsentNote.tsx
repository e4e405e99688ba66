import { IconCloudOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../accounts/useMe.ts'
import { openDevice } from '../collab/device.ts'
import classes from './Rail.module.css'

/** How long after one look at this device the next follows, in milliseconds: what is merely being saved is gone by then. */
const pause = 4_000

type Look = { waiting: readonly string[]; isHeldUp: boolean }

/** Whether something this person wrote was on this device only at the last look and at the one before. */
function useIsHeldUp(): boolean {
  const { user, organization } = useMe()
  const queries = useQueryClient()
  const queryKey = ['unsent', organization.id, user.id]
  const { data } = useQuery({
    queryKey,
    queryFn: async (): Promise<Look> => {
      const before = new Set(queries.getQueryData<Look>(queryKey)?.waiting)
      const device = await openDevice({ userId: user.id, organizationId: organization.id })
      const waiting = (await device?.getAllKeys('edits')) ?? []
      return { waiting, isHeldUp: waiting.some((id) => before.has(id)) }
    },
    networkMode: 'always', // it asks this device
    refetchInterval: pause,
  })
  return data?.isHeldUp ?? false
}

/** Says on every page that changes wait on this device, which only their own document would tell otherwise. */
export function UnsentNote() {
  if (!useIsHeldUp()) return null
  return (
    <p className={classes.note}>
      <IconCloudOff className={classes.icon} aria-hidden />
      Changes not sent yet
    </p>
  )
}
