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
import type { ComponentType } from 'react'
import { downloadAddress } from './address.ts'
import classes from './EvidenceItem.module.css'
import type { Evidence } from './queries.ts'

type Icon = ComponentType<{ className?: string | undefined }>

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

const iconFor = (mediaType: string): Icon => icons.find(([pattern]) => pattern.test(mediaType))?.[1] ?? IconFile

/** Larger pictures are an icon: a list must not fetch tens of megabytes to be looked at. */
const thumbnailLimit = 5 * 1024 * 1024

const isShownSmall = ({ mime_type, file_size_bytes }: NonNullable<Evidence['file']>): boolean =>
  /^image\/(png|jpeg|gif|webp)$/.test(mime_type) && file_size_bytes <= thumbnailLimit

/** What kind of thing a piece of evidence is, at a glance: the picture itself, or a sign of its kind. */
export function EvidenceFace({ file }: Pick<Evidence, 'file'>) {
  if (file !== null && isShownSmall(file))
    return <img className={classes.picture} src={downloadAddress(file.id, 'inline')} alt="" loading="lazy" decoding="async" />
  const Icon = file === null ? IconLink : iconFor(file.mime_type)
  return (
    <span className={classes.face} aria-hidden>
      <Icon className={classes.faceIcon} />
    </span>
  )
}
