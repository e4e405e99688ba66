import { VisuallyHidden } from '@mantine/core'
import {
  IconBuilding,
  IconBuildings,
  IconChecklist,
  IconChecks,
  IconFileText,
  IconHistory,
  IconInbox,
  IconLayoutDashboard,
  IconLayoutKanban,
  IconMessages,
  IconPaperclip,
  IconProgressCheck,
  IconRoute,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { OrganizationMenu } from './OrganizationMenu.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import classes from './Rail.module.css'
import { RescuedButton } from './RescuedButton.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'
import { UnsentNote } from './UnsentNote.tsx'

type Entry = {
  label: string
  icon: ComponentType<{ className?: string | undefined; 'aria-hidden'?: boolean }>
  link: LinkProps
  shown: boolean
  /** how many things wait there */
  count?: number
  /** what the count says of them */
  counted?: string
}

/**
 * Where one can go, in groups: one's own work, that of the organization, and the organization itself. Only places the reader's role opens;
 * customer staff have their one company instead of the list.
 */
function useEntries(): Entry[][] {
  const { customer } = useMe()
  const can = useCan()
  const unread = useQuery(q.notifications.countUnread.queryOptions()).data?.count ?? 0
  const mayReview = can('evidence.review')
  const waiting = useQuery({ ...q.evidence.countPending.queryOptions(), enabled: mayReview }).data?.count ?? 0
  const reviews = useQuery({ ...q.reviews.countWaiting.queryOptions(), enabled: can('document.approve') }).data?.count ?? 0
  const companies: Entry =
    customer === null
      ? { label: 'Customers', icon: IconBuildings, link: { to: '/customers' }, shown: can('customer.read') }
      : {
          label: customer.name,
          icon: IconBuilding,
          link: { to: '/customers/$customerId', params: { customerId: customer.id } },
          shown: can('customer.read', customer.id),
        }
  return [
    [
      { label: 'My work', icon: IconChecklist, link: { to: '/my-work' }, shown: can('task.read', customer?.id) },
      { label: 'Inbox', icon: IconInbox, link: { to: '/inbox', search: { state: 'all' } }, shown: true, count: unread },
    ],
    [
      { label: 'Dashboard', icon: IconLayoutDashboard, link: { to: '/dashboard' }, shown: customer === null },
      companies,
      { label: 'Plans', icon: IconRoute, link: { to: '/plans' }, shown: customer === null },
      { label: 'Documents', icon: IconFileText, link: { to: '/documents' }, shown: customer === null },
      { label: 'Tasks', icon: IconLayoutKanban, link: { to: '/tasks' }, shown: can('task.read', customer?.id) },
      { label: 'Interviews', icon: IconMessages, link: { to: '/interviews' }, shown: can('interview.watch', customer?.id) },
      {
        label: 'Reviews',
        icon: IconChecks,
        link: { to: '/reviews' },
        shown: can('document.read', customer?.id),
        count: reviews,
        counted: 'waiting for your review',
      },
      {
        label: 'Evidence',
        icon: IconPaperclip,
        link: { to: '/evidence', search: { status: 'pending' } },
        shown: mayReview,
        count: waiting,
        counted: 'pending review',
      },
      { label: 'Readiness', icon: IconProgressCheck, link: { to: '/readiness' }, shown: can('readiness.read', customer?.id) },
    ],
    [
      { label: 'People', icon: IconUsers, link: { to: '/people' }, shown: can('people.read', customer?.id) },
      { label: 'Activity', icon: IconHistory, link: { to: '/activity' }, shown: can('activity.read', customer?.id) },
      { label: 'Settings', icon: IconSettings, link: { to: '/settings' }, shown: can('organization.administer') },
    ],
  ]
}

/** The left edge of the frame: whose workspace this is, where one can go, and one's own settings. */
export function Rail({ onLeave }: { onLeave?: () => void }) {
  const groups = useEntries()
    .map((group) => group.filter((entry) => entry.shown))
    .filter((group) => group.length > 0)
  return (
    <div className={classes.rail}>
      <OrganizationMenu />
      <nav aria-label="Main">
        {groups.map((group) => (
          <ul key={group[0]?.label} className={classes.entries}>
            {group.map(({ label, icon: Icon, link, count = 0, counted = 'unread' }) => (
              <li key={label}>
                <Link {...link} activeOptions={{ includeSearch: false }} className={classes.entry} onClick={onLeave}>
                  <Icon className={classes.icon} aria-hidden />
                  <span className={classes.label}>{label}</span>
                  {count > 0 && (
                    <span className={classes.count}>
                      {count > 99 ? '99+' : count} <VisuallyHidden>{counted}</VisuallyHidden>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <div className={classes.foot}>
        <UnsentNote />
        <RescuedButton />
        <ThemeToggle />
        <PersonMenu />
      </div>
    </div>
  )
}
