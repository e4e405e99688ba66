import type { EvidencePolicy } from '@certloom/shared/evidence/policy'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { AddEvidence } from './AddEvidence.tsx'
import { AddLinkDialog } from './AddLinkDialog.tsx'
import { webAddress } from './address.ts'
import type { Dropped } from './chosenFile.ts'
import { EvidenceItem } from './EvidenceItem.tsx'
import classes from './EvidencePanel.module.css'
import { ExistingDialog } from './ExistingDialog.tsx'
import { type Evidence, useEvidence } from './queries.ts'
import { UploadItem } from './UploadItem.tsx'
import { addUploads, type Place, type Upload } from './uploads.ts'
import { useDetach } from './useDetach.ts'
import { useFileDrop } from './useFileDrop.ts'
import { useUploads } from './useUploads.ts'

export type EvidencePanelProps = {
  /** The same object while it means the same. */
  place: Place
  /** What the evidence is for, as a name. */
  label: string
  policy: EvidencePolicy
  /** Nothing is linked or taken away while the section is locked. */
  isLocked: boolean
  isCompact?: boolean
  focusRequest?: number
}

type Dialog = { is: 'link'; address: string } | { is: 'existing' } | null

const folderNotice = { text: 'A folder cannot be uploaded. Drop the files that are in it.', canUndo: false }

/** Pasted words become a link only if they are one whole address. */
const pastedAddress = (text: string): string | null => (/^https?:\/\//i.test(text.trim()) ? webAddress(text) : null)

/** The evidence for a section or task: what is there, what is on its way, and the ways to give more. */
export function EvidencePanel({ place, label, policy, isLocked, isCompact = false, focusRequest = 0 }: EvidencePanelProps) {
  const { customerId, target } = place
  const can = useCan()
  const mayUpload = can('evidence.upload', customerId)
  const mayLink = mayUpload && !isLocked
  const { data: items, error } = useEvidence(target)
  const uploads = useUploads(place)
  const { detach, detached, undo, error: detachError } = useDetach(target)
  const [hasFolder, setHasFolder] = useState(false)
  const [dialog, setDialog] = useState<Dialog>(null)
  const give = ({ files, hasFolder: dropHasFolder }: Dropped) => {
    setHasFolder(dropHasFolder)
    addUploads(place, files)
  }
  const { isOver, handlers } = useFileDrop({
    onFiles: mayLink && policy === 'uploads' ? give : undefined,
    onText: (text) => {
      const address = pastedAddress(text)
      if (mayLink && address !== null) setDialog({ is: 'link', address })
    },
  })
  return (
    // A click into it takes the focus, so that a paste comes here.
    <div className={classes.panel} tabIndex={-1} data-over={isOver || undefined} data-compact={isCompact || undefined} {...handlers}>
      <ProblemAlert error={error ?? detachError} />
      {items === undefined && error === null && !isCompact && <SkeletonRows rows={1} />}
      <Items
        items={items ?? []}
        uploads={uploads}
        label={label}
        onDetach={mayLink ? detach : undefined}
        mayChange={mayUpload}
        mayReview={can('evidence.review', customerId)}
      />
      {items?.length === 0 && !mayLink && uploads.length === 0 && <p className={classes.none}>No evidence yet.</p>}
      <NoticeLine
        notice={detached ? { text: `${detached.title} is no longer linked here.`, canUndo: true } : hasFolder ? folderNotice : null}
        onUndo={undo}
        onClose={() => setHasFolder(false)}
        buttonRef={(button) => button?.focus({ preventScroll: true })}
      />
      {mayLink && (
        <AddEvidence
          label={label}
          policy={policy}
          isCompact={isCompact}
          focusRequest={focusRequest}
          onFiles={(files) => give({ files, hasFolder: false })}
          onLink={() => setDialog({ is: 'link', address: '' })}
          onExisting={() => setDialog({ is: 'existing' })}
        />
      )}
      {dialog?.is === 'link' && <AddLinkDialog place={place} address={dialog.address} onClose={() => setDialog(null)} />}
      {dialog?.is === 'existing' && <ExistingDialog place={place} onClose={() => setDialog(null)} />}
    </div>
  )
}

type ItemsProps = Pick<Parameters<typeof EvidenceItem>[0], 'onDetach' | 'mayChange' | 'mayReview'> & {
  items: readonly Evidence[]
  uploads: readonly Upload[]
  label: string
}

function Items({ items, uploads, label, ...rights }: ItemsProps) {
  if (items.length + uploads.length === 0) return null
  return (
    <ul className={classes.items} aria-label={`Evidence for ${label}`}>
      {items.map((item) => (
        <EvidenceItem key={item.id} item={item} {...rights} />
      ))}
      {uploads.map((upload) => (
        <UploadItem key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}
