import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { ReactNode } from 'react'
import { useOwnPlace } from '../collab/usePresence.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { useLiveTexts } from './liveTexts.ts'
import { JoinedFactsProvider, ShownFacts } from './shownFacts.ts'
import { useFactsRoom } from './useFactsRoom.ts'
import { useWriting } from './useWriting.ts'

type Props = { document: DocumentDetail; children: ReactNode }

/** Shows the facts of a document's customer below as they are typed, and lets them be written there; to a guest, who reads no other facts than these, as they were saved. */
export function LiveFacts({ document, children }: Props) {
  const { facts } = document
  // A document that this device kept before there were facts has none.
  if (!facts) return children
  if (isGuestPage()) return <ShownFacts value={facts.texts}>{children}</ShownFacts>
  return (
    <JoinedFacts document={document} facts={facts}>
      {children}
    </JoinedFacts>
  )
}

type Facts = NonNullable<DocumentDetail['facts']>

function JoinedFacts({ document, facts, children }: Props & { facts: Facts }) {
  const room = useFactsRoom({ room: facts.room, customerId: document.customer_id, name: document.customer_name })
  const texts = useLiveTexts(room, facts.texts)
  const place = useOwnPlace(room)
  const writing = useWriting(room)
  return (
    <ShownFacts value={texts}>
      <JoinedFactsProvider value={{ room, place, writing }}>{children}</JoinedFactsProvider>
    </ShownFacts>
  )
}
