import { evidenceSection } from '@certloom/shared/collab/documentDoc'
import type { FilledSection } from '@certloom/shared/documents/contract'
import { useEffect } from 'react'
import type { Room } from '../collab/room.ts'
import { useRefreshEvidence } from '../evidence/queries.ts'

/** Reads the evidence of the document again whenever its live mirror says that something came, went or was decided. */
export function useEvidenceMirror({ doc }: Room, sections: readonly FilledSection[]): void {
  const refresh = useRefreshEvidence()
  const key = JSON.stringify(sections.map(({ id }) => id))
  useEffect(() => {
    const mirrors = (JSON.parse(key) as string[]).map((id) => evidenceSection(doc, id))
    const onChange = () => void refresh()
    for (const mirror of mirrors) mirror.observe(onChange)
    if (mirrors.some(({ size }) => size > 0)) onChange() // the room was joined before
    return () => {
      for (const mirror of mirrors) mirror.unobserve(onChange)
    }
  }, [doc, key, refresh])
}
