import { presenceColor } from '@certloom/shared/collab/presence'
import { Menu, Text, UnstyledButton } from '@mantine/core'
import { IconDevicesOff, IconLogout, IconSelector } from '@tabler/icons-react'
import { useState } from 'react'
import { useSignOut, useSignOutEverywhere } from '../accounts/session.ts'
import { useMe } from '../accounts/useMe.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Rail.module.css'

type Leaving = { unsent: number; signOutNow: () => void }

/** Oneself, and the ways out. */
export function PersonMenu() {
  const { user, organization } = useMe()
  const signOut = useSignOut()
  const signOutEverywhere = useSignOutEverywhere()
  const [leaving, setLeaving] = useState<Leaving | null>(null)
  const leave = async (signOutNow: () => void) => {
    const { countUnsent } = await import('../collab/countUnsent.ts') // it needs the live library, which the first page does without
    const unsent = await countUnsent({ userId: user.id, organizationId: organization.id })
    if (unsent === 0) signOutNow()
    else setLeaving({ unsent, signOutNow })
  }
  return (
    <>
      <ProblemAlert error={signOut.error ?? signOutEverywhere.error} />
      <Menu position="top-start" width="target">
        <Menu.Target>
          <UnstyledButton className={classes.menuButton}>
            <PersonAvatar person={{ name: user.name, color: presenceColor(user.color) }} decorative />
            <span className={classes.two}>
              <span className={classes.name}>{user.name}</span>
              <span className={classes.sub}>{user.email}</span>
            </span>
            <IconSelector className={classes.chevron} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLogout className={classes.icon} aria-hidden />}
            onClick={() => void leave(() => signOut.mutate(undefined))}
          >
            Sign out
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDevicesOff className={classes.icon} aria-hidden />}
            onClick={() => void leave(() => signOutEverywhere.mutate(undefined))}
          >
            Sign out everywhere
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {leaving && (
        <FormDialog
          title="Sign out with unsaved changes?"
          submitLabel="Sign out"
          pending={signOut.isPending || signOutEverywhere.isPending}
          error={signOut.error ?? signOutEverywhere.error}
          onSubmit={leaving.signOutNow}
          onClose={() => setLeaving(null)}
        >
          <Text>
            {leaving.unsent === 1 ? '1 change has' : `${leaving.unsent} changes have`} not reached the server. They stay on this device and
            are sent when you sign in here again. Nobody else who signs in here sees them.
          </Text>
        </FormDialog>
      )}
    </>
  )
}
