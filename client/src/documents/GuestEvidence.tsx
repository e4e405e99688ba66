import { evidenceSection } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import { useMemo, useSyncExternalStore } from 'react'
import classes from './EvidenceNeed.module.css'
import { useOpenDocument } from './openDocument.ts'
import { StaticEvidence } from './StaticEvidence.tsx'

/** What was given for a section, by name: guests open no files, and add none. */
export function GuestEvidence({ section }: { section: string }) {
  const { room } = useOpenDocument()
  const watch = useMemo(() => {
    const mirror = evidenceSection(room.doc, section)
    const read = () => JSON.stringify(linkedEvidence(mirror).map(({ id, title }) => ({ evidence_id: id, title })))
    return {
      read,
      subscribe: (listener: () => void) => {
        mirror.observe(listener)
        return () => mirror.unobserve(listener)
      },
    }
  }, [room, section])
  const items = JSON.parse(useSyncExternalStore(watch.subscribe, watch.read)) as { evidence_id: string; title: string }[]
  return (
    <>
      {items.length > 0 && <StaticEvidence content={items} placeholder="" />}
      <p className={classes.need}>Evidence is added by people with an account.</p>
    </>
  )
}
