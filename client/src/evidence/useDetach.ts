import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { api } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { type Evidence, hideLink, linkTo, showEvidence, useRefreshEvidence } from './queries.ts'

/** One after the other: nothing is linked again before it has been taken away. */
const scope = { id: 'evidence links' }

type Taken = { item: Evidence; link_id: string }

/**
 * Takes evidence away from a section or task, and back again while nothing else was taken away. It is hidden at once, and said to be gone when the
 * server has said so; what the server does not take stays.
 */
export function useDetach(target: EvidenceTarget) {
  const client = useQueryClient()
  const refresh = useRefreshEvidence()
  const [detached, setDetached] = useState<Evidence | null>(null)
  const onSettled = () => void refresh() // not waited for: reading in vain would hold back the error
  const { mutate: takeAway, error: takeAwayError } = useMutation({
    scope,
    mutationFn: ({ item, link_id }: Taken) => api.evidence.detach({ evidence_id: item.id, link_id }),
    onMutate: ({ link_id }) => hideLink(client, target, link_id),
    onSuccess: (_nothing, { item }) => {
      setDetached(item)
      announce(`${item.title} is no longer linked here. It can be undone.`)
    },
    onError: (_error, { item }) => showEvidence(client, target, item),
    onSettled,
  })
  const {
    mutate: bringBack,
    error: bringBackError,
    isPending: isComingBack,
    reset: forgetBringingBack,
  } = useMutation({
    scope,
    mutationFn: ({ id }: Evidence) => api.evidence.attach({ evidence_id: id, target }),
    onSuccess: (_link, { title }) => {
      setDetached(null)
      announce(`${title} is linked here again`)
    },
    onSettled,
  })
  const detach = useCallback(
    (item: Evidence) => {
      const link = linkTo(item, target)
      if (link === undefined) return
      forgetBringingBack()
      takeAway({ item, link_id: link.id })
    },
    [takeAway, forgetBringingBack, target],
  )
  const undo = () => {
    if (detached !== null && !isComingBack) bringBack(detached)
  }
  return { detach, detached, undo, error: takeAwayError ?? bringBackError }
}
