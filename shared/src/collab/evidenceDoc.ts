import type * as Y from 'yjs'

/** A piece of evidence as the live document shows it. The rows are the truth; this is their mirror, written by the server only. */
export type MirroredEvidence = {
  title: string
  kind: 'file' | 'link'
  status: 'pending' | 'accepted' | 'rejected'
  /** where a link leads; null for files */
  url: string | null
  file: { id: string; name: string; media_type: string; size_bytes: number } | null
  added_by: { id: string; name: string }
  added_at: string
}

export type EvidenceMirror = Y.Map<MirroredEvidence>

/** What is linked to a section, in the order it was added. */
export const linkedEvidence = (mirror: EvidenceMirror): ({ id: string } & MirroredEvidence)[] =>
  [...mirror.entries()]
    .map(([id, evidence]) => ({ id, ...evidence }))
    .sort((a, b) => compare(a.added_at, b.added_at) || compare(a.id, b.id))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Makes the mirror say exactly what is linked, for the server; what it says already is not written again. */
export function mirrorEvidence(mirror: EvidenceMirror, linked: ReadonlyMap<string, MirroredEvidence>): void {
  for (const id of [...mirror.keys()]) if (!linked.has(id)) mirror.delete(id)
  for (const [id, evidence] of linked) if (!isSame(mirror.get(id), evidence)) mirror.set(id, evidence)
}

/** Does the mirror say exactly what is linked? */
export const saysAll = (mirror: EvidenceMirror, linked: ReadonlyMap<string, MirroredEvidence>): boolean =>
  mirror.size === linked.size && [...linked].every(([id, evidence]) => isSame(mirror.get(id), evidence))

const isSame = (a: MirroredEvidence | undefined, b: MirroredEvidence): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b)
