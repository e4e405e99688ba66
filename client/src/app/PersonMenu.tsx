import { presenceColor } from '@certloom/shared/collab/presence'
import { Menu, UnstyledButton } from '@mantine/core'
import { IconDevicesOff, IconLogout, IconSelector } from '@tabler/icons-react'
import { useSignOut, useSignOutEverywhere } from '../accounts/session.ts'
import { useMe } from '../accounts/useMe.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Rail.module.css'

/** Oneself, and the ways out. */
export function PersonMenu() {
  const { user } = useMe()
  const signOut = useSignOut()
  const signOutEverywhere = useSignOutEverywhere()
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
          <Menu.Item leftSection={<IconLogout className={classes.icon} aria-hidden />} onClick={() => signOut.mutate(undefined)}>
            Sign out
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDevicesOff className={classes.icon} aria-hidden />}
            onClick={() => signOutEverywhere.mutate(undefined)}
          >
            Sign out everywhere
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
