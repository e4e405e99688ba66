import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { ORPCError } from '@orpc/client'
import { queryOptions } from '@tanstack/react-query'
import { answerOrKept } from '../api/answerOrKept.ts'
import { api, q } from '../api/client.ts'
import { type Owner, openDevice } from '../collab/device.ts'
import { isGuestPage } from '../guests/guestPage.ts'

/** A document as the server has it; as it was when this person last opened it on this device while the server cannot be reached. */
export const documentQuery = (owner: Owner, id: string) =>
  queryOptions({
    queryKey: q.documents.get.queryKey({ input: { document_id: id } }),
    queryFn: ({ signal }) =>
      answerOrKept(
        (within) => ask(owner, id, within),
        () => keptDocument(owner, id),
        signal,
      ),
    networkMode: 'always', // it has an answer without network too
  })

async function ask(owner: Owner, id: string, signal: AbortSignal): Promise<DocumentDetail> {
  try {
    const read = isGuestPage() ? api.guests.document : api.documents.get
    const detail: DocumentDetail = await read({ document_id: id }, { signal })
    keep(owner, detail).catch(reportError)
    return detail
  } catch (error) {
    if (error instanceof ORPCError && error.status === 404) await forget(owner, id).catch(reportError)
    throw error
  }
}

async function keep(owner: Owner, detail: DocumentDetail): Promise<void> {
  const device = await openDevice(owner)
  await device?.put('documents', { id: detail.id, room: detail.room, detail, schema: schemaVersion, openedAt: Date.now() })
}

async function forget(owner: Owner, id: string): Promise<void> {
  const device = await openDevice(owner)
  await device?.delete('documents', id)
}

/** What a page of another layout kept may lack what this one shows. */
async function keptDocument(owner: Owner, id: string): Promise<DocumentDetail | null> {
  const device = await openDevice(owner)
  const kept = await device?.get('documents', id)
  return kept?.schema === schemaVersion ? kept.detail : null
}
