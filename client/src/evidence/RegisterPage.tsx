import { SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type RegisterSearch, registerRouteId, registerViews } from '../app/evidenceRoute.ts'
import { CustomerFrame } from '../customers/CustomerFrame.tsx'
import { FileBrowser } from '../files/FileBrowser.tsx'
import classes from './Register.module.css'
import { RegisterList } from './RegisterList.tsx'
import { Required } from './Required.tsx'

const route = getRouteApi(registerRouteId)

type View = NonNullable<RegisterSearch['view']>
const words: Record<View, string> = { required: 'Required', evidence: 'Evidence', files: 'Files' }

/** What shows that a customer does what it says: what is required, what was given, and the files. */
export function RegisterPage() {
  const { customerId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const narrow = useCallback(
    (change: RegisterSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false }),
    [navigate],
  )
  const view = search.view ?? 'required'
  return (
    <CustomerFrame customerId={customerId}>
      <SegmentedControl
        className={classes.views}
        aria-label="What is shown"
        value={view}
        onChange={(chosen) => void navigate({ search: { view: chosen === 'required' ? undefined : (chosen as View) } })}
        data={registerViews.map((value) => ({ value, label: words[value] }))}
      />
      {view === 'required' && <Required customerId={customerId} search={search} onNarrow={narrow} />}
      {view === 'evidence' && <RegisterList customerId={customerId} search={search} onNarrow={narrow} />}
      {view === 'files' && <FileBrowser customerId={customerId} search={search} onNarrow={narrow} />}
    </CustomerFrame>
  )
}
