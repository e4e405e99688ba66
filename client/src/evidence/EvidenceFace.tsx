import {
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconLink,
  IconMail,
  IconMovie,
  IconPhoto,
  IconPresentation,
} from '@tabler/icons-react'
import { type ComponentType, useState } from 'react'
import { thumbnailAddress } from './address.ts'
import classes from './EvidenceItem.module.css'
import type { Evidence } from './queries.ts'

type Icon = ComponentType<{ className?: string | undefined; 'aria-hidden'?: boolean }>

/** By the beginning of the media type; the first that fits. */
const icons: readonly [RegExp, Icon][] = [
  [/^image\//, IconPhoto],
  [/^(video|audio)\//, IconMovie],
  [/^application\/pdf$/, IconFileTypePdf],
  [/spreadsheet|ms-excel|csv/, IconFileSpreadsheet],
  [/presentation|powerpoint/, IconPresentation],
  [/^message\/|ms-outlook/, IconMail],
  [/zip|compressed|tar$/, IconFileZip],
  [/^text\/|word|document/, IconFileText],
]

/** A sign of what kind of file it is. */
export const iconFor = (mediaType: string): Icon => icons.find(([pattern]) => pattern.test(mediaType))?.[1] ?? IconFile

/** Images the server makes small pictures of. */
export const isPicture = (mediaType: string): boolean => /^image\/(png|jpeg|gif|webp)$/.test(mediaType)

/** What kind of thing a piece of evidence is, at a glance: the picture itself, or a sign of its kind. */
export function EvidenceFace({ file }: { file: Pick<NonNullable<Evidence['file']>, 'id' | 'mime_type'> | null }) {
  const [hasFailed, setHasFailed] = useState(false)
  if (file !== null && isPicture(file.mime_type) && !hasFailed)
    return (
      <img
        className={classes.picture}
        src={thumbnailAddress(file.id)}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setHasFailed(true)}
      />
    )
  const Icon = file === null ? IconLink : iconFor(file.mime_type)
  return (
    <span className={classes.face} aria-hidden>
      <Icon className={classes.faceIcon} />
    </span>
  )
}
