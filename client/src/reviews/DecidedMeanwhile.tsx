import { Alert, Button, CopyButton } from '@mantine/core'
import classes from './Review.module.css'

/** Tells somebody who was still writing why they cannot send it, and hands what they wrote back to them. */
export function DecidedMeanwhile({ words, notes }: { words: string; notes: string }) {
  return (
    <Alert color="accent" variant="light" title={words}>
      <div className={classes.notice}>
        What you wrote was not sent.
        <CopyButton value={notes} timeout={3_000}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy my notes'}
            </Button>
          )}
        </CopyButton>
      </div>
    </Alert>
  )
}
