import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { ReactNode } from 'react'
import { useLiveTexts } from './liveTexts.ts'
import { ShownFacts } from './shownFacts.ts'
import { useFactsRoom } from './useFactsRoom.ts'

type Facts = NonNullable<DocumentDetail['facts']>

type Props = { document: Pick<DocumentDetail, 'customer_id' | 'customer_name'>; facts: Facts; children: ReactNode }

/** Shows facts below as they are typed. */
export function LiveFacts({ document, facts, children }: Props) {
  const room = useFactsRoom({ room: facts.room, customerId: document.customer_id, name: document.customer_name })
  return <ShownFacts value={useLiveTexts(room, facts.texts)}>{children}</ShownFacts>
}
