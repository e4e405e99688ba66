import { AppError } from '@certloom/shared/errors'
import type { Tx } from '../db/prisma.ts'

/** Can work of a customer be given to this team? */
export const canBeGivenTo = async (tx: Tx, customerId: string, teamId: string): Promise<boolean> =>
  (await tx.team.count({ where: { id: teamId, archivedAt: null, OR: [{ customerId: null }, { customerId }] } })) > 0

/** Work of a customer is given to a team of the organization, or of that customer. Throws `invalid_input` for others. */
export async function requireTeam(tx: Tx, customerId: string, teamId: string): Promise<void> {
  if (!(await canBeGivenTo(tx, customerId, teamId)))
    throw new AppError('invalid_input', '`assigned_team` must be a team of the organization or of this customer.', {
      field: 'assigned_team',
    })
}
