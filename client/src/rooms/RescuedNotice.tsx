import { Alert } from '@mantine/core'
import { changesInWords, RescuedChanges } from './RescuedChanges.tsx'
import classes from './RoomNotice.module.css'
import { useRescued } from './useRescued.ts'

/** The changes of this document that could not be merged, and what to do with them. Nothing if there are none. */
export function RescuedNotice({ documentId }: { documentId: string }) {
  const found = useRescued(documentId)
  if (found.length === 0) return null
  return (
    <Alert className={classes.notice} title={`${changesInWords(found.length)} could not be merged`} color="missing">
      <RescuedChanges found={found} isBounded />
    </Alert>
  )
}
