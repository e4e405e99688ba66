import type { DocumentVersion } from '@certloom/shared/documents/contract'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import classes from './Compare.module.css'
import { lineOf } from './versionWords.ts'

const route = getRouteApi(documentRouteId)

const optionsOf = (versions: readonly DocumentVersion[], chosen: number | undefined) => [
  ...(chosen === undefined || versions.some(({ revision }) => revision === chosen)
    ? []
    : [{ value: String(chosen), label: `Revision ${chosen}` }]),
  ...versions.map((version) => ({ value: String(version.revision), label: lineOf(version) })),
]

type Props = { documentId: string; from: number; to: number | undefined }

/** Which two revisions are compared; kept in the address. The newest ones can be chosen, and those named there already. */
export function CompareChoice({ documentId, from, to }: Props) {
  const navigate = route.useNavigate()
  const { data } = useQuery(q.documents.history.queryOptions({ input: { document_id: documentId, limit: 100 } }))
  const versions = data?.data ?? []
  const choose = (changed: { compare?: number; version?: number | undefined }) =>
    void navigate({ search: (search) => ({ ...search, ...changed }), hash: true, replace: true, resetScroll: false })
  return (
    <div className={classes.choice}>
      <NativeSelect
        className={classes.select}
        size="xs"
        label="From"
        value={String(from)}
        data={optionsOf(versions, from)}
        onChange={({ currentTarget }) => choose({ compare: Number(currentTarget.value) })}
      />
      <NativeSelect
        className={classes.select}
        size="xs"
        label="To"
        value={to === undefined ? '' : String(to)}
        data={[{ value: '', label: 'The document now' }, ...optionsOf(versions, to)]}
        onChange={({ currentTarget }) => choose({ version: currentTarget.value === '' ? undefined : Number(currentTarget.value) })}
      />
    </div>
  )
}
