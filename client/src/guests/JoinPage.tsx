import type { GuestInvitation, GuestMe } from '@certloom/shared/guests/contract'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { EntryLayout } from '../accounts/EntryLayout.tsx'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { Covered } from '../app/Covered.tsx'
import { forgetSettled } from '../collab/device.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { beGuest } from './beGuest.ts'
import { JoinForm } from './JoinForm.tsx'

const route = getRouteApi('/join/$token')

/** Come while the name is typed: the room, and after it the editor, which is as large again. */
const importRoom = () => import('./GuestRoom.tsx')
const importEditor = () => import('../editor/LiveText.tsx')
const Unsent = lazy(async () => ({ default: (await import('./Unsent.tsx')).Unsent }))
const GuestRoom = lazy(async () => ({ default: (await importRoom()).GuestRoom }))

/** Where a guest link leads: who one is, then the session. Whoever came by it in this browser before goes on as they. */
export function JoinPage() {
  const { token } = route.useParams()
  const look = useMutation(q.guests.look.mutationOptions({ onSuccess: ({ guest }) => guest && beGuest(guest as GuestMe) }))
  const { mutate } = look
  useEffect(() => mutate({ token }), [mutate, token])
  useEffect(() => void importRoom().then(importEditor), [])
  const [joined, setJoined] = useState<GuestMe | null>(null)
  const [isOver, setIsOver] = useState(false)
  const guest = joined ?? look.data?.guest ?? null
  const owner = guest && { userId: guest.user.id, organizationId: guest.organization.id }
  const over = () => {
    setIsOver(true)
    if (owner) forgetSettled(owner).catch(reportError) // nothing of the documents stays readable on a device that was lent
  }
  if (isOver) return <Over />
  if (look.error) return <Closed error={look.error} />
  if (look.data === undefined)
    return (
      <EntryLayout title="You are invited">
        <SkeletonRows rows={3} />
      </EntryLayout>
    )
  if (guest === null) {
    const enter = (entered: GuestMe) => {
      beGuest(entered)
      setJoined(entered)
    }
    return <JoinForm token={token} invitation={look.data.invitation as GuestInvitation | null} onJoined={enter} />
  }
  return (
    <Covered>
      <Suspense fallback={<SkeletonRows rows={6} />}>
        <GuestRoom onOver={over} />
      </Suspense>
    </Covered>
  )
}

function Closed({ error }: { error: unknown }) {
  const { code, title, next } = problemOf(error)
  return code === 'not_found' ? (
    <EntryLayout
      title="This link cannot be used"
      lead="It has ended, was taken back, is not complete, or the session is over. Ask whoever sent it to you for a new one."
    />
  ) : (
    <EntryLayout title={title} lead={next} />
  )
}

function Over() {
  return (
    <EntryLayout
      title="Your visit is over"
      lead="The session was completed, the link has ended or was taken back, or you left. What was saved is kept in the documents, under your name."
    >
      <Suspense>
        <Unsent />
      </Suspense>
    </EntryLayout>
  )
}
