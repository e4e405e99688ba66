import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { customersToNames } from './queries.ts'
import { useQuickTeam } from './useQuickTeam.ts'

type QuickAdd = {
  mayInvite: boolean
  mayAddTeam: boolean
  /** Opens the invitation, with an address if one was typed. */
  invite: (words: string) => void
  addTeam: (name: string) => void
  error: unknown
  /** the invitation while it is open */
  dialog: ReactNode
}

type Props = {
  /** whose work it is; the organization's own without one */
  customerId: string | undefined
  /** A team that is named in passing is chosen at once; who is in it can be said later. */
  onTeam: (team: { id: string; name: string }) => void
  /** the invitation is sent or given up */
  onInvited?: () => void
}

/** Adding whoever is missing while somebody chooses an owner: a person by mail, who can be chosen once they have joined, or a team. */
export function useQuickAdd({ customerId, onTeam, onInvited }: Props): QuickAdd {
  const can = useCan()
  const [invited, setInvited] = useState<string | null>(null)
  const team = useQuickTeam(({ id }, name) => onTeam({ id, name }))
  const close = () => {
    setInvited(null)
    onInvited?.()
  }
  return {
    mayInvite: can('organization.administer') || (customerId !== undefined && can('customer_staff.invite', customerId)),
    mayAddTeam: can('team.write', customerId),
    invite: (words) => setInvited(words.includes('@') ? words : ''),
    addTeam: (name) => team.mutate({ customer_id: customerId ?? null, name }),
    error: team.error,
    dialog: invited !== null && <Invite text={invited} customerId={customerId} onClose={close} />,
  }
}

function Invite({ text, customerId, onClose }: { text: string; customerId: string | undefined; onClose: () => void }) {
  const { data } = useQuery(customersToNames)
  return data && <InviteDialog customers={data} text={text} customerId={customerId} onClose={onClose} />
}

/** What the choice is called that invites somebody. */
export const inviteWords = (typed: string): string => (typed.includes('@') ? `Invite ${typed.trim()}…` : 'Invite somebody…')
