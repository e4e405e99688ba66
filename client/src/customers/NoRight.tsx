import { PageFrame } from '../app/PageFrame.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** A page that the reader's role does not open, though they know its address. */
export function NoRight({ title }: { title: string }) {
  return (
    <PageFrame title={title}>
      <EmptyState>Your role reads this and changes nothing. Ask an owner or admin for the right.</EmptyState>
    </PageFrame>
  )
}
