import { SegmentedControl } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { type ReviewListState, reviewListStates, reviewsRouteId } from '../app/reviewRoute.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { reviewList } from './queries.ts'
import classes from './Review.module.css'
import { ReviewTable } from './ReviewTable.tsx'

const route = getRouteApi(reviewsRouteId)

const words: Record<ReviewListState, { label: string; none: string }> = {
  waiting: { label: 'For me', none: 'Nothing waits for your review. A document appears here when somebody submits it.' },
  open: {
    label: 'Waiting',
    none: 'No document is under review. One is submitted from its own page, once its mandatory sections are filled.',
  },
  decided: { label: 'Decided', none: 'Nothing was decided yet. What is approved, sent back or rejected is listed here.' },
  all: {
    label: 'All',
    none: 'No document was submitted for review yet. One is submitted from its own page, once its mandatory sections are filled.',
  },
}

/** Documents that were submitted for review: what waits, and what was decided. */
export function ReviewsPage() {
  const mayDecide = useCan()('document.approve')
  const { state = mayDecide ? 'waiting' : 'all' } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useSuspenseInfiniteQuery(reviewList(state))
  const reviews = list.data.pages.flatMap((page) => page.data)
  const choices = reviewListStates.filter((candidate) => mayDecide || candidate !== 'waiting')
  const choose = (chosen: string) =>
    void navigate({ search: { state: reviewListStates.find((known) => known === chosen) }, replace: true, resetScroll: false })
  return (
    <PageFrame title="Reviews">
      <div className={classes.list}>
        <SegmentedControl
          className={classes.choice}
          aria-label="Which reviews"
          data={choices.map((value) => ({ value, label: words[value].label }))}
          value={state}
          onChange={choose}
        />
        {reviews.length === 0 ? <EmptyState>{words[state].none}</EmptyState> : <ReviewTable reviews={reviews} />}
        <ShowMore list={list} />
      </div>
    </PageFrame>
  )
}
