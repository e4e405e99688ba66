import { queryOptions } from '@tanstack/react-query'
import { api, q } from '../api/client.ts'

/** Somebody a table can name. */
export type NamedPerson = { user_id: string; name: string; is_active: boolean; customer_id: string | null }

/** Those who stand in the tables of a guest's documents. They are named, and not to be chosen: a guest does not learn who else there is. */
export const peopleForGuests = queryOptions({
  queryKey: [...q.guests.people.key(), 'all'],
  queryFn: async (): Promise<NamedPerson[]> =>
    (await api.guests.people()).data.map(({ id, name }) => ({ user_id: id, name, is_active: false, customer_id: null })),
})
