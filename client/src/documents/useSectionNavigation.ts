import { getRouteApi, useLocation } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { documentRouteId } from '../app/documentRoute.ts'
import type { Room } from '../collab/room.ts'
import { focusSectionTitle, showSection } from '../sections/sectionPlace.ts'
import type { FocusRequest } from './Paper.tsx'

const route = getRouteApi(documentRouteId)

const firstHash = (): string => decodeURIComponent(location.hash.slice(1))

/** The section the reader is in: kept in the address, so that a link opens the document there. */
export function useSectionNavigation(room: Room) {
  const current = useLocation({ select: ({ hash }) => (hash === '' ? null : hash) })
  const navigate = route.useNavigate()
  const [focusRequest, setFocusRequest] = useState<FocusRequest | null>(null)

  const enter = useCallback(
    (section: string) => void navigate({ hash: section, search: true, replace: true, resetScroll: false, hashScrollIntoView: false }),
    [navigate],
  )
  const goTo = useCallback(
    (section: string) => {
      showSection(section)
      enter(section)
      focusSectionTitle(section)
      if (room.access.get() === 'write') setFocusRequest((last) => ({ section, count: (last?.count ?? 0) + 1 }))
    },
    [enter, room],
  )
  useEffect(() => {
    const hash = firstHash()
    if (hash !== '') showSection(hash, 'auto')
  }, [])

  return { current, focusRequest, goTo, enter }
}
