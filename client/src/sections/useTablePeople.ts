import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isGuestPage } from '../guests/guestPage.ts'
import { type NamedPerson, peopleForGuests } from '../guests/people.ts'
import { allPeople } from '../members/queries.ts'

export type TablePeople = {
  /** Who can be put into a cell: people of the organization and of this customer. */
  choices: readonly { id: string; name: string }[]
  /** Somebody's name; empty until it is known who there is. */
  nameOf: (id: string) => string
  /** Whose name this is, if it is one person's. */
  named: (name: string) => string | undefined
}

const formerMember = 'Former member'

/** The people that a person column can hold. */
export function useTablePeople(customerId: string, isNeeded: boolean): TablePeople {
  const isGuest = isGuestPage()
  const { data: everybody } = useQuery({ ...allPeople, enabled: isNeeded && !isGuest })
  const { data: named } = useQuery({ ...peopleForGuests, enabled: isNeeded && isGuest })
  const members: readonly NamedPerson[] | undefined = everybody ?? named
  return useMemo(() => {
    const names = new Map(members?.map((member) => [member.user_id, member.name]))
    const choices = (members ?? [])
      .filter((member) => member.is_active && (member.customer_id === null || member.customer_id === customerId))
      .map((member) => ({ id: member.user_id, name: member.name }))
      .sort((a, b) => a.name.localeCompare(b.name))
    return {
      choices,
      nameOf: (id) => names.get(id) ?? (members === undefined ? '' : formerMember),
      named: (name) => {
        const [only, another] = choices.filter((choice) => choice.name.toLowerCase() === name.trim().toLowerCase())
        return another === undefined ? only?.id : undefined
      },
    }
  }, [members, customerId])
}
