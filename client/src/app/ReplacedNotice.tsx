import { Alert, Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { replaced } from '../accounts/pageOwner.ts'
import classes from './ReplacedNotice.module.css'

/** Says on every page that it does nothing any more, because the browser is signed in as somebody else, or in another organization. */
export function ReplacedNotice() {
  const why = useSyncExternalStore(replaced.subscribe, replaced.get)
  if (why === null) return null
  return (
    <Alert className={classes.notice} title={why} color="accent">
      <div className={classes.row}>
        Nothing more is done on this page, so that nothing is done in another name. Reload to go on as whoever is signed in now.
        <Button onClick={() => location.reload()}>Reload</Button>
      </div>
    </Alert>
  )
}
