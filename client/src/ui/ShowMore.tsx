import { Button } from '@mantine/core'
import { ProblemAlert } from './ProblemAlert.tsx'
import classes from './ShowMore.module.css'

type Paged = {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  error: unknown
  fetchNextPage: () => unknown
}

/** The way to the next page of a list; nothing on the last one. */
export function ShowMore({ list }: { list: Paged }) {
  if (!list.hasNextPage) return null
  return (
    <div className={classes.more}>
      {list.isFetchNextPageError && <ProblemAlert error={list.error} />}
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
        Show more
      </Button>
    </div>
  )
}
