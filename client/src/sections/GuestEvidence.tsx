import { evidenceSection } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import { Button, FileButton } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMemo, useSyncExternalStore } from 'react'
import panel from '../evidence/EvidencePanel.module.css'
import { UploadItem } from '../evidence/UploadItem.tsx'
import { addUploads, type Place } from '../evidence/uploads.ts'
import { useUploads } from '../evidence/useUploads.ts'
import classes from './EvidenceNeed.module.css'
import { useOpenDocument } from './openDocument.ts'
import { StaticEvidence } from './StaticEvidence.tsx'

type Props = {
  /** The same object while it means the same. */
  place: Place & { target: { section_id: string } }
  label: string
  mayGive: boolean
}

/** What was given for a section, by name, and what the guest adds: guests open no files. */
export function GuestEvidence({ place, label, mayGive }: Props) {
  const section = place.target.section_id
  const uploads = useUploads(place)
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
      {items.length > 0 && <StaticEvidence content={items} placeholder="" label={`Evidence for ${label}`} />}
      {uploads.length > 0 && (
        <ul className={panel.items} aria-label={`Uploads for ${label}`}>
          {uploads.map((upload) => (
            <UploadItem key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
      {mayGive ? (
        <FileButton multiple onChange={(files) => addUploads(place, files)} inputProps={{ 'aria-label': `Files for ${label}` }}>
          {(props) => (
            <Button
              {...props}
              className={classes.choose}
              size="compact-sm"
              variant="default"
              leftSection={<IconUpload className={panel.icon} aria-hidden />}
              aria-label={`Choose files for ${label}`}
            >
              Choose files
            </Button>
          )}
        </FileButton>
      ) : (
        <p className={classes.need}>Evidence is added by people with an account.</p>
      )}
    </>
  )
}
