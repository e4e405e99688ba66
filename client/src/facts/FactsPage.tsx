import type { CustomerFacts } from '@certloom/shared/facts/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Room } from '../collab/room.ts'
import { CustomerFrame } from '../customers/CustomerFrame.tsx'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { DriftCard } from './DriftCard.tsx'
import { FactQuestions } from './FactQuestions.tsx'
import { FactSheet } from './FactSheet.tsx'
import { factsOf } from './queries.ts'
import { useFactsHere } from './useFactsHere.ts'
import { useFactsRoom } from './useFactsRoom.ts'

const route = getRouteApi('/app/customers/$customerId/facts')

/** What is said once about a customer and shown in all of its documents: as a sheet, or asked one by one. */
export function FactsPage() {
  const { customerId } = route.useParams()
  const { data: stored } = useSuspenseQuery(factsOf(customerId))
  const room = useFactsRoom({ room: stored.room, customerId, name: stored.company_name })
  return (
    <CustomerFrame customerId={customerId}>
      <OpenFacts key={room.doc.clientID} stored={stored} room={room} />
    </CustomerFrame>
  )
}

function OpenFacts({ stored, room }: { stored: CustomerFacts; room: Room }) {
  const { ask } = route.useSearch()
  const navigate = route.useNavigate()
  const here = useFactsHere(room, stored)
  const customerId = stored.customer_id
  const go = (key: typeof ask) => void navigate({ search: { ask: key }, replace: ask !== undefined, resetScroll: false })
  return (
    <>
      <RoomNotice room={room} documentId={customerId} sections={[]} />
      {ask === undefined ? (
        <>
          <FactSheet here={here} onAsk={go} />
          <DriftCard customerId={customerId} />
        </>
      ) : (
        <FactQuestions here={here} customerId={customerId} asked={ask} onGo={go} />
      )}
    </>
  )
}
