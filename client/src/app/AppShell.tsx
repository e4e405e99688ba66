import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { onOtherTab } from '../accounts/lastPerson.ts'
import { meQuery, useMe } from '../accounts/useMe.ts'
import { followChanges } from '../api/liveQueries.ts'
import { useCatchUp } from '../collab/useCatchUp.ts'
import classes from './AppShell.module.css'
import { Covered } from './Covered.tsx'
import { Rail } from './Rail.tsx'

/** Asks who is signed in when another tab has signed somebody in or out. */
function useOtherTabs(): void {
  const queries = useQueryClient()
  useEffect(() => onOtherTab(() => void queries.invalidateQueries({ queryKey: meQuery.queryKey })), [queries])
}

/** The frame of every page behind sign-in: the rail beside the content, or behind a button where there is no room for it. */
export function AppShell() {
  useEffect(followChanges, [])
  useCatchUp()
  useOtherTabs()
  return (
    <Covered>
      <div className={classes.shell}>
        <a className={classes.skip} href="#main">
          Skip to content
        </a>
        <NarrowBar />
        <aside className={classes.rail}>
          <Rail />
        </aside>
        <main id="main" className={classes.main} tabIndex={-1} data-scroll-restoration-id="main">
          <Outlet />
        </main>
      </div>
    </Covered>
  )
}

/** What is left of the rail on narrow screens: whose workspace this is, and the button that brings the rest. */
function NarrowBar() {
  const { organization } = useMe()
  const [opened, { open, close }] = useDisclosure(false)
  const [isLeaving, setLeaving] = useState(false)
  const openMenu = () => {
    setLeaving(false)
    open()
  }
  const leave = () => {
    setLeaving(true)
    close()
  }
  return (
    <section className={classes.bar} aria-label="Workspace">
      <ActionIcon onClick={openMenu} aria-label="Open the menu" aria-expanded={opened}>
        <IconMenu2 className={classes.icon} aria-hidden />
      </ActionIcon>
      <span className={classes.barName}>{organization.name}</span>
      <Drawer opened={opened} onClose={close} returnFocus={!isLeaving} size="xs" title="Menu">
        <Rail onLeave={leave} />
      </Drawer>
    </section>
  )
}
