import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type QueueSearch, queueRouteId } from '../app/evidenceRoute.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { RegisterList } from './RegisterList.tsx'

const route = getRouteApi(queueRouteId)

/** The evidence of every customer: what waits for review, and by other filters whatever there is. */
export function QueuePage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const narrow = useCallback(
    (change: QueueSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false }),
    [navigate],
  )
  return (
    <PageFrame title="Evidence">
      <RegisterList search={search} onNarrow={narrow} />
    </PageFrame>
  )
}
