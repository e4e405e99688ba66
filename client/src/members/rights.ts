import { useCan, useMe } from '../accounts/useMe.ts'

type Known = { user_id: string; role: string; customer_id: string | null }

/** May the reader give this person another role or take them out? Never oneself, and owners are only for owners. */
export function useMayManage(): (member: Known) => boolean {
  const { user } = useMe()
  const can = useCan()
  return (member) => {
    if (member.user_id === user.id) return false
    if (member.customer_id !== null) return can('customer_staff.invite', member.customer_id)
    return can('organization.administer') && (member.role !== 'owner' || can('owner.grant'))
  }
}
