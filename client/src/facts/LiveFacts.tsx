import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { ReactNode } from 'react'
import { useLiveTexts } from './liveTexts.ts'
import { ShownFacts } from './shownFacts.ts'
import { useFactsRoom } from './useFactsRoom.ts'

type Props = { document: DocumentDetail; children: ReactNode }

/** Shows the facts of a document's customer below as they are typed. */
export function LiveFacts({ document, children }: Props) {
  // A document that this device kept before there were facts has none.
  return document.facts ? (
    <JoinedFacts document={document} facts={document.facts}>
      {children}
    </JoinedFacts>
  ) : (
    children
  )
}

type Facts = NonNullable<DocumentDetail['facts']>

function JoinedFacts({ document, facts, children }: Props & { facts: Facts }) {
  const room = useFactsRoom({ room: facts.room, customerId: document.customer_id, name: document.customer_name })
  return <ShownFacts value={useLiveTexts(room, facts.texts)}>{children}</ShownFacts>
}
