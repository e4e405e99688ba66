import { getRouteApi } from '@tanstack/react-router'
import { PageFrame } from '../app/PageFrame.tsx'
import { DocumentList } from './DocumentList.tsx'

const route = getRouteApi('/app/documents')
const all = {}

/** The documents of everybody the organization works for, as far as the reader may see them. */
export function DocumentsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PageFrame title="Documents">
      <DocumentList
        fixed={all}
        search={search}
        onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
      />
    </PageFrame>
  )
}
