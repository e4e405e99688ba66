import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { newId } from '@certloom/shared/ids'
import { q } from '../api/client.ts'
import { onHeardAgain } from '../api/liveQueries.ts'
import { type Problem, problemOf } from '../api/problems.ts'
import { queryClient } from '../api/queryClient.ts'
import { announce } from '../app/announcer.ts'
import { createStore } from '../collab/store.ts'
import { warnWhileUnsaved } from '../collab/unsavedWarning.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { refusalOf } from './chosenFile.ts'
import { type Evidence, showEvidence } from './queries.ts'
import { sendFile } from './sendFile.ts'

/** What evidence is for, and whose it is. */
export type Place = { customerId: string; target: EvidenceTarget }

/** `share` is how much of the file has left, from 0 to 1; at 1 the server looks at what it got. */
type Progress = { is: 'queued' } | { is: 'sending'; share: number } | { is: 'failed'; problem: Problem; canRetry: boolean }

/** Where a file goes: to what it is evidence for, or without a target just to the customer, with more of what an upload says. */
export type Destination = { customerId: string; target: EvidenceTarget | null; more?: Readonly<Record<string, string>> }

export type Upload = { id: string; place: Destination; file: File; progress: Progress }

/** More at once would only share the same line. */
const atOnce = 2

/** What may pass by itself; anything else about a file stays as it is however often it is sent. */
const passing: ReadonlySet<Problem['code']> = new Set([
  'unreachable',
  'unavailable',
  'internal',
  'not_durable',
  'too_many_requests',
  'not_signed_in',
  'other_person',
])

const offline: Problem = {
  code: 'unreachable',
  title: 'No connection',
  detail: 'There is no connection.',
  next: 'The file is sent when it is back, or with Retry. Keep this page open until then.',
  issues: [],
}

const store = createStore<readonly Upload[]>([])
const controllers = new Map<string, AbortController>()

/** Every upload that is not done, those that failed included. They go on when their section leaves the screen. */
export const uploads = { get: store.get, subscribe: store.subscribe }

const setProgress = (id: string, progress: Progress): void =>
  store.set(store.get().map((upload) => (upload.id === id ? { ...upload, progress } : upload)))

/** Only this page has them: closing it drops what is on its way and what waits for another try. */
const mayStillArrive = ({ progress }: Upload): boolean => progress.is !== 'failed' || progress.canRetry

store.subscribe(() => warnWhileUnsaved(store, store.get().some(mayStillArrive)))

function formFor({ id, place: { target, more }, file }: Upload): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ id, file_type: 'evidence', ...target, ...more })) form.append(name, value)
  form.append('file', file) // last, so that the server knows what it is for before the bytes come
  return form
}

function fail(upload: Upload, problem: Problem): void {
  setProgress(upload.id, { is: 'failed', problem, canRetry: passing.has(problem.code) })
  announce(`${upload.file.name} was not uploaded. ${problem.detail}`)
}

/** Guests give evidence for what their session asks for, at an address of their own. */
const addressFor = ({ customerId, target }: Destination): string =>
  isGuestPage() && target && 'section_id' in target
    ? `/api/v1/guest/documents/${target.document_id}/sections/${encodeURIComponent(target.section_id)}/evidence`
    : `/api/v1/customers/${customerId}/files/upload`

async function send(upload: Upload): Promise<void> {
  const controller = new AbortController()
  controllers.set(upload.id, controller)
  setProgress(upload.id, { is: 'sending', share: 0 })
  try {
    const answer = await sendFile({
      address: addressFor(upload.place),
      form: formFor(upload),
      onProgress: (share) => setProgress(upload.id, { is: 'sending', share }),
      signal: controller.signal,
    })
    const { evidence = null } = answer as { evidence?: Evidence | null }
    if (evidence && upload.place.target) showEvidence(queryClient, upload.place.target, evidence)
    else for (const key of [q.evidence.key(), q.files.key(), q.folders.key()]) void queryClient.invalidateQueries({ queryKey: key })
    dropUpload(upload.id)
    announce(`${evidence?.title ?? upload.file.name} is added`)
  } catch (error) {
    const problem = problemOf(error)
    if (!controller.signal.aborted) fail(upload, problem.code === 'unreachable' ? offline : problem)
  } finally {
    controllers.delete(upload.id)
    startNext()
  }
}

function startNext(): void {
  const next = store.get().find(({ progress }) => progress.is === 'queued')
  if (next === undefined || controllers.size >= atOnce) return
  void send(next)
  startNext()
}

/** Uploads files, those first that were given first. */
export function addUploads(place: Destination, files: readonly File[]): void {
  const added = files.map((file): Upload => ({ id: newId(), place, file, progress: { is: 'queued' } }))
  store.set([...store.get(), ...added])
  for (const upload of added) {
    const refusal = refusalOf(upload.file)
    if (refusal) fail(upload, refusal)
  }
  startNext()
}

/** Tries an upload that failed once more. */
export function retryUpload(id: string): void {
  setProgress(id, { is: 'queued' })
  startNext()
}

/** Stops an upload and takes it off the list. */
export function dropUpload(id: string): void {
  controllers.get(id)?.abort()
  store.set(store.get().filter((upload) => upload.id !== id))
}

/** What failed for want of a connection goes again. */
function retryCutOff(): void {
  for (const { id, progress } of store.get()) if (progress.is === 'failed' && progress.problem.code === 'unreachable') retryUpload(id)
}

window.addEventListener('online', retryCutOff)
onHeardAgain(retryCutOff)
