import { useMutation, useQueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'

/** Marks some of the reader's notifications as read, or all of them. */
export function useMarkRead() {
  const queryClient = useQueryClient()
  return useMutation(
    q.notifications.read.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: q.notifications.key() }) }),
  )
}
