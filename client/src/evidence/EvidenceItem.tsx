import { Anchor } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { memo } from 'react'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import { OnDay, When } from '../ui/When.tsx'
import { downloadAddress } from './address.ts'
import { sizeWords } from './chosenFile.ts'
import { EvidenceFace } from './EvidenceFace.tsx'
import classes from './EvidenceItem.module.css'
import { ItemMenu } from './ItemMenu.tsx'
import type { Evidence } from './queries.ts'
import { RejectDialog } from './RejectDialog.tsx'
import { ReviewButtons } from './ReviewButtons.tsx'
import { useReview } from './useReview.ts'
import { markOf } from './words.ts'

/** Media types a browser shows by itself; the server stores everything else. */
const isShown = (mediaType: string): boolean => /^(image\/(png|jpeg|gif|webp)|application\/pdf)$/.test(mediaType)

/** Where a click on the title leads: to the thing itself in another tab, or to storing it. */
function openingOf({ url, file }: Evidence): { href: string; target?: '_blank'; rel?: string } {
  if (file === null) return { href: url ?? '', target: '_blank', rel: 'noopener noreferrer' }
  if (isShown(file.mime_type)) return { href: downloadAddress(file.id, 'inline'), target: '_blank', rel: 'noopener' }
  return { href: downloadAddress(file.id, 'store') }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url)

const sourceOf = ({ url, file }: Evidence): string =>
  file === null ? hostOf(url ?? '') : `${file.original_filename} · ${sizeWords(file.file_size_bytes)}`

/** Today's date as the reader's calendar says it. */
const today = (): string => new Intl.DateTimeFormat('sv-SE').format(new Date())

function Validity({ from, until }: { from: string | null; until: string | null }) {
  if (until !== null)
    return (
      <span className={until < today() ? classes.expired : undefined}>
        {until < today() ? 'Expired' : 'Valid until'} <OnDay day={until} />
      </span>
    )
  return from === null ? null : (
    <span>
      Valid from <OnDay day={from} />
    </span>
  )
}

type Props = {
  item: Evidence
  /** Unset where the reader may not change what is linked here. */
  onDetach: ((item: Evidence) => void) | undefined
  mayChange: boolean
  mayReview: boolean
}

/** One piece of evidence: what it is, who gave it, whether it counts, and what can be done with it. */
export const EvidenceItem = memo(function EvidenceItem({ item, onDetach, mayChange, mayReview }: Props) {
  const { title, description, file, status, rejection_reason, reviewed_by, created_by, created_at, valid_from, valid_until } = item
  const review = useReview(item)
  return (
    <li className={classes.item} data-evidence={item.id}>
      <EvidenceFace file={file} />
      <div className={classes.body}>
        <p className={classes.head}>
          <Anchor className={classes.title} {...openingOf(item)}>
            {title}
          </Anchor>
          <StatusChip state={markOf(item)} />
        </p>
        <p className={classes.facts}>
          <span>{sourceOf(item)}</span>
          <span>
            {created_by.name}, <When at={created_at} />
          </span>
          <Validity from={valid_from} until={valid_until} />
        </p>
        {description !== '' && <p className={classes.description}>{description}</p>}
        {status === 'rejected' && (
          <p className={classes.reason}>
            <strong>{reviewed_by?.name ?? 'A reviewer'}:</strong> {rejection_reason}
          </p>
        )}
        <ProblemAlert error={review.error} />
        {status === 'pending' && mayReview && <ReviewButtons title={title} review={review} />}
      </div>
      <div className={classes.tools}>
        {file !== null && (
          <a className={classes.tool} href={downloadAddress(file.id, 'store')} download aria-label={`Download ${title}`} title="Download">
            <IconDownload className={classes.icon} aria-hidden />
          </a>
        )}
        <ItemMenu item={item} mayChange={mayChange} onDetach={onDetach} review={mayReview ? review : undefined} />
      </div>
      {review.isRejecting && <RejectDialog item={item} onClose={review.stopRejecting} />}
    </li>
  )
})
