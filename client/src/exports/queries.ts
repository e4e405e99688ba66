import type { ExportJob } from '@certloom/shared/exports/contract'
import { documentFormats, exportFormats } from '@certloom/shared/exports/formats'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, q } from '../api/client.ts'

/** What is to be exported: a document, all documents of a plan, the minutes of a session, or the Statement of Applicability of a checklist. */
export type Subject =
  | { is: 'document'; id: string; name: string; customerId: string }
  | { is: 'plan'; id: string; name: string; customerId: string }
  | { is: 'minutes'; id: string; name: string; customerId: string }
  | { is: 'statement'; id: string; name: string; customerId: string }

export type Choice = { format: ExportJob['format']; isApproved: boolean }

/** What it can be written as. */
export const formatsOf = ({ is }: Subject): readonly ExportJob['format'][] => (is === 'statement' ? exportFormats : documentFormats)

/** The address of an export's file. */
export const fileAddress = ({ id }: Pick<ExportJob, 'id'>): string => `/api/v1/exports/${id}/download`

export const exportOf = (id: string) => q.exports.get.queryOptions({ input: { export_id: id } })

export const isUnderWay = ({ status }: Pick<ExportJob, 'status'>): boolean => status === 'queued' || status === 'running'

/** How far an export is. Changes are announced; asking now and then helps where announcements do not come through. */
export const useExport = (id: string | null) =>
  useQuery({
    ...exportOf(id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 2_000 : false),
  })

/** The newest revision of a document that was approved; null if there is none. */
export const useApproved = (subject: Subject) =>
  useQuery({
    ...q.documents.history.queryOptions({ input: { document_id: subject.id, kind: 'approved', limit: 1 } }),
    enabled: subject.is === 'document',
    select: ({ data }) => data[0] ?? null,
  })

/** Starts an export and shows it as soon as it is known. */
export function useStartExport(subject: Subject, approvedRevision: number | undefined) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (choice: Choice): Promise<ExportJob> => startExport(subject, choice, approvedRevision),
    onSuccess: (job) => queries.setQueryData(exportOf(job.id).queryKey, job),
  })
}

function startExport(
  { is, id, customerId }: Subject,
  { format: chosen, isApproved }: Choice,
  revision: number | undefined,
): Promise<ExportJob> {
  const format = chosen === 'pdf' ? 'pdf' : 'docx'
  switch (is) {
    case 'document':
      return api.exports.exportDocument({ document_id: id, format, ...(isApproved && { revision }) })
    case 'plan':
      return api.exports.exportPlan({ customer_id: customerId, plan_id: id, format, approved_only: isApproved })
    case 'minutes':
      return api.exports.exportMinutes({ session_id: id, format })
    case 'statement':
      return api.exports.exportStatement({ project_id: id, format: chosen })
  }
}
