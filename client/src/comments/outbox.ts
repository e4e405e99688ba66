import type { CommentTarget, CommentThread } from '@certloom/shared/comments/contract'
import { api } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { pauseBefore } from '../collab/backoff.ts'
import type { Owner } from '../collab/device.ts'
import { discardRescued } from '../collab/rescues.ts'
import { createStore, type Store } from '../collab/store.ts'
import { warnWhileUnsaved } from '../collab/unsavedWarning.ts'
import { showThread } from './queries.ts'

export type Named = { id: string; name: string }

/** Something said that the server has not taken yet. `problem`: why it does not take it; whoever wrote it decides what becomes of it. */
export type Unsent = {
  id: string
  /** the document it is about, or the checklist */
  documentId: string
  /** of a checklist: the row */
  requirementId?: string | undefined
  threadId: string
  /** what a new thread is about; null for a reply */
  begins: { target: CommentTarget; quote: string | null; isInternal: boolean } | null
  body: string
  mentions: readonly Named[]
  at: number
  problem: string | null
  /** the change that could not be merged whose words these are; it is thrown away once the server has them here */
  rescued?: string | undefined
}

/** What may pass by itself; anything else is an answer. */
const passing = new Set(['unreachable', 'unavailable', 'not_durable', 'internal', 'too_many_requests', 'not_signed_in', 'other_person'])

const unsent = createStore<readonly Unsent[]>([])
let storageKey: string | null = null
/** Those the browser would not keep as they are now: they are on this page only. */
let unkept: ReadonlySet<string> = new Set()
let isSending = false
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** What waits to be sent, oldest first. Kept in the browser until the server has it, so closing the page loses nothing. */
export const outbox: Pick<Store<readonly Unsent[]>, 'get' | 'subscribe'> = unsent

/** Takes up what this person wrote on earlier pages. */
export function openOutbox({ userId, organizationId }: Owner): void {
  const key = `certloom-comments:${userId}:${organizationId}`
  if (key === storageKey) return
  storageKey = key
  if (unkept.size > 0) change((waiting) => waiting)
  else unsent.set(read())
  void flush()
}

/** Does it outlast this page? */
export const isKept = (id: string): boolean => !unkept.has(id)

/** Keeps a comment, shows it, and sends it as soon as there is a way to. */
export function send(comment: Omit<Unsent, 'at' | 'problem'>): void {
  change((waiting) => [...waiting, { ...comment, at: Date.now(), problem: null }])
  void flush()
}

/** Sends one again that was refused, changed or not. */
export function sendAgain(id: string, changes: Partial<Pick<Unsent, 'body' | 'mentions' | 'begins'>> = {}): void {
  change((waiting) => waiting.map((comment) => (comment.id === id ? { ...comment, ...changes, problem: null } : comment)))
  void flush()
}

export const discardUnsent = (id: string): void => change((waiting) => waiting.filter((comment) => comment.id !== id))

function change(next: (waiting: readonly Unsent[]) => readonly Unsent[]): void {
  const waiting = next(all())
  try {
    if (storageKey !== null) localStorage.setItem(storageKey, JSON.stringify(waiting))
  } catch (error) {
    reportError(error) // nothing more can be kept here: it stays on this page
  }
  const kept = new Set(read().map((comment) => JSON.stringify(comment)))
  unkept = new Set(waiting.flatMap((comment) => (kept.has(JSON.stringify(comment)) ? [] : [comment.id])))
  warnWhileUnsaved(outbox, unkept.size > 0)
  unsent.set(waiting)
}

/** Other tabs may have sent or added some meanwhile: what is stored is what counts, and beside it what is on this page only. */
const all = (): readonly Unsent[] => [...read().filter(({ id }) => isKept(id)), ...unsent.get().filter(({ id }) => !isKept(id))]

function read(): readonly Unsent[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey ?? '') ?? '[]') as readonly Unsent[]
  } catch {
    return []
  }
}

/** One tab sends at a time; that two send the same would make one comment anyway. */
async function flush(): Promise<void> {
  if (isSending) return
  isSending = true
  clearTimeout(timer)
  let isStuck = false
  for (let next = firstOf(); next !== undefined && !isStuck; next = firstOf()) isStuck = !(await deliver(next))
  isSending = false
  failures = isStuck ? failures + 1 : 0
  if (isStuck) timer = setTimeout(() => void flush(), pauseBefore(failures))
}

const firstOf = (): Unsent | undefined => unsent.get().find(({ problem }) => problem === null)

/** @returns whether the server answered, in whatever way */
async function deliver(comment: Unsent): Promise<boolean> {
  try {
    const thread = await post(comment)
    showThread(thread)
    discardUnsent(comment.id)
    if (comment.rescued !== undefined) discardRescued(comment.rescued).catch(reportError)
  } catch (error) {
    const { code, detail } = problemOf(error)
    if (passing.has(code)) return false
    const problem = code === 'not_found' ? 'The document or the thread is gone, or not open to you any more.' : detail
    change((waiting) => waiting.map((waits) => (waits.id === comment.id ? { ...waits, problem } : waits)))
  }
  return true
}

function post({ id, documentId, requirementId, threadId, begins, body, mentions }: Unsent): Promise<CommentThread> {
  const words = { body, mentions: mentions.map((person) => person.id) }
  if (begins === null) return api.comments.reply({ thread_id: threadId, id, ...words })
  const { target, isInternal } = begins
  const begun = { id: threadId, comment_id: id, is_internal: isInternal, ...words }
  if (requirementId !== undefined) return api.comments.beginOnRow({ project_id: documentId, requirement_id: requirementId, ...begun })
  return api.comments.begin({ document_id: documentId, target, ...begun })
}

window.addEventListener('online', () => void flush())
window.addEventListener('storage', ({ key }) => {
  if (key === storageKey) unsent.set(all())
})
