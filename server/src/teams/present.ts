import type { TeamWithMembers } from './service.ts'

/** A team as REST answers it. */
export const presentTeam = ({ id, customerId, name, members }: TeamWithMembers) => ({
  id,
  customer_id: customerId,
  name,
  members: members.map(({ user }) => ({ id: user.id, name: user.name })),
})
