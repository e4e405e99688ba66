import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useCan, useMe } from '../accounts/useMe.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { Teams } from '../teams/Teams.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { MemberTable } from './MemberTable.tsx'
import { OpenInvitations } from './OpenInvitations.tsx'
import { customersToNames, everybody } from './queries.ts'

/** Who works here, as what, and who is invited. */
export function PeoplePage() {
  const { customer } = useMe()
  const can = useCan()
  const members = useSuspenseInfiniteQuery(everybody)
  const { data: customers } = useSuspenseQuery(customersToNames)
  const [isInviting, { open, close }] = useDisclosure(false)
  const mayInvite = can('organization.administer') || can('customer_staff.invite', customer?.id)
  return (
    <PageFrame title="People" action={mayInvite && <Button onClick={open}>Invite people</Button>}>
      <MemberTable members={members.data.pages.flatMap((page) => page.data).filter((member) => member.is_active)} customers={customers} />
      <ShowMore list={members} />
      {mayInvite && <OpenInvitations customers={customers} />}
      <Teams />
      {isInviting && <InviteDialog customers={customers} onClose={close} />}
    </PageFrame>
  )
}
