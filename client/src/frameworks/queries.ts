import { useQuery } from '@tanstack/react-query'
import { type api, q, type RowOf } from '../api/client.ts'

export type Framework = RowOf<typeof api.frameworks.list>

const none: Framework[] = []

/** Frameworks that a plan can be made for, in the order of the catalogue; none until they are read. */
export function useFrameworks(): Framework[] {
  const { data } = useQuery({
    ...q.frameworks.list.queryOptions({ input: { limit: 200 } }),
    select: (page) => page.data.filter((framework) => framework.template_count > 0),
  })
  return data ?? none
}

/** What a framework is called, by its code; nothing while that is not read. */
export function useFrameworkName(): (code: string) => string {
  const frameworks = useFrameworks()
  return (code) => frameworks.find((framework) => framework.code === code)?.name ?? ''
}
