import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { api } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { type Evidence, hideLink, linkTo, useRefreshEvidence } from './queries.ts'

/** One after the other: nothing is linked again before it has been taken away. */
const scope = { id: 'evidence links' }

/** Takes evidence away from a section or task at once, and back again while nothing else was taken away. */
export function useDetach(target: EvidenceTarget) {
  const client = useQueryClient()
  const refresh = useRefreshEvidence()
  const [detached, setDetached] = useState<Evidence | null>(null)
  const { mutate: takeAway, error: takeAwayError } = useMutation({
    scope,
    mutationFn: ({ evidence_id, link_id }: { evidence_id: string; link_id: string }) => api.evidence.detach({ evidence_id, link_id }),
    onMutate: ({ link_id }) => hideLink(client, target, link_id),
    onError: () => setDetached(null),
    onSettled: refresh,
  })
  const { mutate: bringBack, error: bringBackError } = useMutation({
    scope,
    mutationFn: (evidence_id: string) => api.evidence.attach({ evidence_id, target }),
    onSettled: refresh,
  })
  const detach = useCallback(
    (item: Evidence) => {
      const link = linkTo(item, target)
      if (link === undefined) return
      takeAway({ evidence_id: item.id, link_id: link.id })
      setDetached(item)
      announce(`${item.title} is no longer linked here. It can be undone.`)
    },
    [takeAway, target],
  )
  const undo = () => {
    if (detached === null) return
    bringBack(detached.id)
    setDetached(null)
    announce(`${detached.title} is linked here again`)
  }
  return { detach, detached, undo, error: takeAwayError ?? bringBackError }
}
