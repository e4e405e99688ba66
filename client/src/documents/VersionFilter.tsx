import { Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import classes from './Versions.module.css'

const route = getRouteApi(documentRouteId)

/** Everybody who wrote in the document, by name. */
function useWriters(documentId: string): { id: string; name: string }[] {
  const { data } = useQuery(q.documents.contributors.queryOptions({ input: { document_id: documentId } }))
  const people = new Map(data?.data.flatMap(({ contributors }) => contributors).map(({ id, name }) => [id, name]))
  return [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name))
}

/** Which revisions are listed; kept in the address. */
export function VersionFilter({ documentId }: { documentId: string }) {
  const { named, by } = route.useSearch()
  const navigate = route.useNavigate()
  const writers = useWriters(documentId)
  const change = (changed: { named?: true | undefined; by?: string | undefined }) =>
    void navigate({
      search: (search) => ({ ...search, ...changed }),
      hash: true,
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    })
  return (
    <fieldset className={classes.filter}>
      <legend className={classes.legend}>Show</legend>
      <Checkbox
        label="Named only"
        checked={named === true}
        onChange={({ currentTarget }) => change({ named: currentTarget.checked || undefined })}
      />
      <NativeSelect
        className={classes.person}
        aria-label="Person"
        value={by ?? ''}
        onChange={({ currentTarget }) => change({ by: currentTarget.value || undefined })}
        data={[{ value: '', label: 'Everybody' }, ...writers.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </fieldset>
  )
}
