import type { EvidencePolicy } from '@certloom/shared/evidence/policy'
import { fileSizeLimit } from '@certloom/shared/files/limits'
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCamera, IconLink, IconPaperclip, IconUpload } from '@tabler/icons-react'
import { type ChangeEvent, useEffect, useRef } from 'react'
import { sizeWords } from './chosenFile.ts'
import classes from './EvidencePanel.module.css'
import { linksOnlyHint } from './words.ts'

type Props = {
  label: string
  policy: EvidencePolicy
  isCompact: boolean
  /** Takes the focus whenever this number grows. */
  focusRequest: number
  onFiles: (files: File[]) => void
  onLink: () => void
  onExisting: () => void
}

function hintFor(policy: EvidencePolicy, isCompact: boolean): string | null {
  if (policy === 'links_only') return linksOnlyHint
  return isCompact ? null : `Drop files here or paste a screenshot, up to ${sizeWords(fileSizeLimit)} each.`
}

/** The ways to give evidence. Where an organization takes links only, files are not offered. */
export function AddEvidence({ label, policy, isCompact, focusRequest, onFiles, onLink, onExisting }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const isHandheld = useMediaQuery('(pointer: coarse)', false, { getInitialValueInEffect: false })
  const buttons = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focusRequest > 0) buttons.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [focusRequest])
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(currentTarget.files ?? [])])
    currentTarget.value = '' // the same file can be chosen again after it was taken off the list
  }
  const hint = hintFor(policy, isCompact)
  const look = { size: 'compact-sm', variant: isCompact ? 'subtle' : 'default' } as const
  return (
    <div className={classes.add} data-compact={isCompact || undefined}>
      {hint !== null && <p className={classes.hint}>{hint}</p>}
      <div ref={buttons} className={classes.ways}>
        {policy === 'uploads' && (
          <>
            <input ref={input} type="file" multiple hidden onChange={choose} aria-label={`Files for ${label}`} />
            <Button
              {...look}
              leftSection={<IconUpload className={classes.icon} aria-hidden />}
              onClick={() => input.current?.click()}
              aria-label={`Choose files for ${label}`}
            >
              Choose files
            </Button>
            {isHandheld && (
              <>
                <input
                  ref={camera}
                  type="file"
                  accept="image/*"
                  capture="environment"
                  hidden
                  onChange={choose}
                  aria-label={`Photo for ${label}`}
                />
                <Button
                  {...look}
                  leftSection={<IconCamera className={classes.icon} aria-hidden />}
                  onClick={() => camera.current?.click()}
                  aria-label={`Take a photo for ${label}`}
                >
                  Take a photo
                </Button>
              </>
            )}
          </>
        )}
        <Button
          {...look}
          leftSection={<IconLink className={classes.icon} aria-hidden />}
          onClick={onLink}
          aria-label={`Add a link for ${label}`}
        >
          Add a link
        </Button>
        <Button
          {...look}
          leftSection={<IconPaperclip className={classes.icon} aria-hidden />}
          onClick={onExisting}
          aria-label={`Link existing evidence to ${label}`}
        >
          Link existing
        </Button>
      </div>
    </div>
  )
}
