import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { everybody } from '../members/queries.ts'

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
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({ ...everybody, enabled: isNeeded })
  const isComplete = data !== undefined && !hasNextPage
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return useMemo(() => {
    const members = data?.pages.flatMap((page) => page.data) ?? []
    const names = new Map(members.map((member) => [member.user_id, member.name]))
    const choices = members
      .filter((member) => member.is_active && (member.customer_id === null || member.customer_id === customerId))
      .map((member) => ({ id: member.user_id, name: member.name }))
      .sort((a, b) => a.name.localeCompare(b.name))
    return {
      choices,
      nameOf: (id) => names.get(id) ?? (isComplete ? formerMember : ''),
      named: (name) => {
        const [only, another] = choices.filter((choice) => choice.name.toLowerCase() === name.trim().toLowerCase())
        return another === undefined ? only?.id : undefined
      },
    }
  }, [data, isComplete, customerId])
}
