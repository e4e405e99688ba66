import { useInfiniteQuery } from '@tanstack/react-query'
import { useCan } from '../accounts/useMe.ts'
import { ShowMore } from '../ui/ShowMore.tsx'
import { reviewList } from './queries.ts'
import classes from './Review.module.css'
import { ReviewTable } from './ReviewTable.tsx'

/** The documents that wait for the reader's decision; nothing where none does. */
export function WaitingReviews() {
  const mayDecide = useCan()('document.approve')
  const list = useInfiniteQuery({ ...reviewList('waiting'), enabled: mayDecide })
  const reviews = list.data?.pages.flatMap((page) => page.data) ?? []
  if (reviews.length === 0) return null
  return (
    <section className={classes.list} aria-labelledby="waiting-reviews">
      <h2 id="waiting-reviews" className={classes.heading}>
        Waiting for your review
      </h2>
      <ReviewTable reviews={reviews} />
      <ShowMore list={list} />
    </section>
  )
}
