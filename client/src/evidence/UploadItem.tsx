import { Button } from '@mantine/core'
import { IconAlertCircle, IconFileUpload, IconX } from '@tabler/icons-react'
import { memo } from 'react'
import type { Problem } from '../api/problems.ts'
import { sizeWords } from './chosenFile.ts'
import classes from './EvidenceItem.module.css'
import { dropUpload, retryUpload, type Upload } from './uploads.ts'

/** What is happening to a file that is on its way. */
function progressWords({ file, progress }: Upload): string {
  if (progress.is !== 'sending') return `${sizeWords(file.size)}, next in line`
  return progress.share < 1 ? `${Math.floor(100 * progress.share)} % of ${sizeWords(file.size)}` : 'Sent, being checked'
}

/** Whoever refuses a file for one of these says what to do; the general advice would only contradict. */
const tellingCodes: ReadonlySet<Problem['code']> = new Set(['invalid_input', 'conflict', 'forbidden'])

function Failed({ upload: { id, file, progress } }: { upload: Upload }) {
  if (progress.is !== 'failed') return null
  const { detail, next, code } = progress.problem
  return (
    <>
      <p className={classes.problem}>
        {detail} {!tellingCodes.has(code) && next}
      </p>
      <div className={classes.review}>
        {progress.canRetry && (
          <Button size="compact-sm" variant="default" onClick={() => retryUpload(id)} aria-label={`Retry ${file.name}`}>
            Retry
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => dropUpload(id)} aria-label={`Remove from the list: ${file.name}`}>
          Remove from the list
        </Button>
      </div>
    </>
  )
}

/** A file on its way, or one that did not get there and what can be done about it. */
export const UploadItem = memo(function UploadItem({ upload }: { upload: Upload }) {
  const { id, file, progress } = upload
  const hasFailed = progress.is === 'failed'
  // What has left completely is stored in a moment, whether somebody waits for it or not.
  const mayCancel = progress.is === 'queued' || (progress.is === 'sending' && progress.share < 1)
  const Icon = hasFailed ? IconAlertCircle : IconFileUpload
  return (
    <li className={classes.item} data-upload={progress.is}>
      <span className={classes.face} aria-hidden>
        <Icon className={classes.faceIcon} />
      </span>
      <div className={classes.body}>
        <p className={classes.head}>
          <span className={classes.title}>{file.name}</span>
        </p>
        {hasFailed ? (
          <Failed upload={upload} />
        ) : (
          <>
            <progress
              className={classes.bar}
              value={progress.is === 'sending' ? progress.share : 0}
              max={1}
              aria-label={`Uploading ${file.name}`}
            />
            <p className={classes.facts}>{progressWords(upload)}</p>
          </>
        )}
      </div>
      {mayCancel && (
        <div className={classes.tools}>
          <button type="button" className={classes.tool} onClick={() => dropUpload(id)} aria-label={`Cancel ${file.name}`} title="Cancel">
            <IconX className={classes.icon} aria-hidden />
          </button>
        </div>
      )}
    </li>
  )
})
