import { rescues } from '../collab/rescues.ts'
import { useStore } from '../collab/useRoom.ts'
import { changesInWords, RescuedChanges } from '../rooms/RescuedChanges.tsx'

/** What a guest wrote that did not reach the server before the visit was over, to copy. */
export function Unsent() {
  const found = useStore(rescues)
  if (found.length === 0) return null
  return (
    <section aria-label="Not sent">
      <p>{changesInWords(found.length)} did not reach the server any more. Copy what you need before you close this page.</p>
      <RescuedChanges found={found} isBounded />
    </section>
  )
}
