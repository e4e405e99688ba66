import { Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { type DocumentSearch, documentRouteId } from '../app/documentRoute.ts'
import classes from './Versions.module.css'

const route = getRouteApi(documentRouteId)

/** Everybody who wrote in the document, by name. */
function useWriters(documentId: string): { id: string; name: string }[] {
  const { data } = useQuery(q.documents.contributors.queryOptions({ input: { document_id: documentId } }))
  const people = new Map(data?.data.flatMap(({ contributors }) => contributors).map(({ id, name }) => [id, name]))
  return [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name))
}

type Props = { documentId: string; sections: readonly { id: string; title: string }[] }

/** Which revisions are listed; kept in the address. A named version changes no section, so one of the two is asked for. */
export function VersionFilter({ documentId, sections }: Props) {
  const { named, by, section } = route.useSearch()
  const navigate = route.useNavigate()
  const writers = useWriters(documentId)
  const change = (changed: Pick<DocumentSearch, 'named' | 'by' | 'section'>) =>
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
      <NativeSelect
        className={classes.choice}
        size="xs"
        aria-label="Section"
        value={section ?? ''}
        onChange={({ currentTarget }) => change({ section: currentTarget.value || undefined, named: undefined })}
        data={[{ value: '', label: 'All sections' }, ...sections.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      <NativeSelect
        className={classes.choice}
        size="xs"
        aria-label="Person"
        value={by ?? ''}
        onChange={({ currentTarget }) => change({ by: currentTarget.value || undefined })}
        data={[{ value: '', label: 'Everybody' }, ...writers.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Checkbox
        size="xs"
        label="Named only"
        checked={named === true}
        onChange={({ currentTarget }) => change({ named: currentTarget.checked || undefined, section: undefined })}
      />
    </fieldset>
  )
}
