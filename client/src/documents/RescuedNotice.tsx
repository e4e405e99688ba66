import { Alert } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { rescues } from '../collab/rescues.ts'
import { changesInWords, RescuedChanges } from './RescuedChanges.tsx'
import classes from './RoomNotice.module.css'

/** What somebody wrote in this document and could not be merged, until they have done with it. */
export function RescuedNotice({ documentId }: { documentId: string }) {
  const found = useSyncExternalStore(rescues.subscribe, rescues.get).filter((rescued) => rescued.documentId === documentId)
  if (found.length === 0) return null
  return (
    <Alert className={classes.notice} title={`${changesInWords(found.length)} could not be merged`} color="missing">
      <RescuedChanges found={found} isBounded />
    </Alert>
  )
}
