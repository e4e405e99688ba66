import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { q } from '../api/client.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import { focusSectionTitle, showSection, versionElementId } from '../sections/sectionPlace.ts'

const route = getRouteApi(documentRouteId)

/** The id of the element a comparison is read in. */
export const comparisonElementId = 'comparison'

/** A revision as it was stored. It never changes, so it is read once. */
export const useVersion = (documentId: string, revision: number | undefined) =>
  useQuery({
    ...q.documents.version.queryOptions({ input: { document_id: documentId, revision: revision ?? 0 } }),
    enabled: revision !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What changed between two revisions, or one and the document as it is now. */
export const useComparison = (documentId: string, from: number | undefined, to: number | undefined) =>
  useQuery({
    ...q.documents.compare.queryOptions({ input: { document_id: documentId, from: from ?? 0, to } }),
    enabled: from !== undefined,
    placeholderData: keepPreviousData,
  })

/** The sections that differ, or that a revision changed; none until that is here. */
export function useChangedSections(documentId: string, revision: number | undefined, compare: number | undefined): ReadonlySet<string> {
  const { data: version } = useVersion(documentId, revision)
  const { data: comparison, error } = useComparison(documentId, compare, revision)
  const differing = error === null ? comparison?.sections.filter(({ diff }) => diff !== null) : undefined
  const changed = compare === undefined ? version?.changed_sections : differing
  return new Set(changed?.map(({ id }) => id))
}

/** Ways through a revision that is looked at, and back to the live document. */
export function useVersionNavigation() {
  const navigate = route.useNavigate()
  const close = useCallback(
    () =>
      void navigate({
        search: (search) => ({ ...search, version: undefined, compare: undefined }),
        hash: true,
        resetScroll: false,
        hashScrollIntoView: false,
      }),
    [navigate],
  )
  const goTo = useCallback(
    (section: string) => {
      showSection(section, 'smooth', versionElementId)
      focusSectionTitle(section, versionElementId)
      void navigate({ search: true, hash: section, replace: true, resetScroll: false, hashScrollIntoView: false })
    },
    [navigate],
  )
  return { close, goTo }
}
