import { type InvalidateOptions, type InvalidateQueryFilters, type Query, QueryClient, type QueryClientConfig } from '@tanstack/react-query'

/**
 * Reads again what was called out of date while it was being read. The library starts a read over only if there is something to show already and
 * somebody who looks at it; what a first read brings counts as true, even if it is from before the change (TanStack Query, issue 11526).
 */
export class RereadingClient extends QueryClient {
  readonly #outdated = new WeakSet<Query>()

  constructor(config: QueryClientConfig) {
    super(config)
    this.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return
      const { query, action } = event
      if (action.type === 'error') this.#outdated.delete(query)
      if (action.type === 'success' && action.manual !== true && this.#outdated.delete(query))
        void super.invalidateQueries({ queryKey: query.queryKey, exact: true })
    })
  }

  override invalidateQueries(filters?: InvalidateQueryFilters, options?: InvalidateOptions): Promise<void> {
    for (const query of this.getQueryCache().findAll(filters)) if (isReading(query) && !isStartedOver(query)) this.#outdated.add(query)
    return super.invalidateQueries(filters, options)
  }
}

const isReading = ({ state }: Query): boolean => state.fetchStatus !== 'idle'
const isStartedOver = (query: Query): boolean => query.state.data !== undefined && query.isActive()
