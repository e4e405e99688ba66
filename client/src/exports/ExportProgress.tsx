import type { ExportJob } from '@certloom/shared/exports/contract'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Exports.module.css'
import { fileAddress, isUnderWay, useExport } from './queries.ts'
import { SendExport } from './SendExport.tsx'
import { progressOf, sizeOf } from './words.ts'

type Props = { id: string; onClose: () => void; onAgain: () => void }

/** How far an export is, and its file once it is there. */
export function ExportProgress({ id, onClose, onAgain }: Props) {
  const { data: job, error } = useExport(id)
  const cancel = useMutation({ mutationFn: () => api.exports.cancel({ export_id: id }), onSuccess: onClose })
  const words = job && progressOf(job)
  useEffect(() => {
    if (words !== undefined) announce(words)
  }, [words])
  if (!job) return error === null ? <SkeletonRows rows={2} /> : <ProblemAlert error={error} />
  return (
    <div className={classes.form}>
      <p className={classes.state}>{words}</p>
      {isUnderWay(job) && (
        <progress
          className={classes.bar}
          aria-label="Documents written"
          max={job.documents_total}
          value={job.documents_done || undefined}
        />
      )}
      {job.status === 'done' && <ExportedFile job={job} />}
      <ProblemAlert error={cancel.error} />
      <div className={classes.actions}>
        {isUnderWay(job) && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel export
          </Button>
        )}
        {job.status === 'failed' && (
          <Button variant="default" onClick={onAgain}>
            Try again
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  )
}

/** The file of an export that is done: to save, and to send as a link. */
export function ExportedFile({ job }: { job: ExportJob }) {
  return (
    <>
      <a className={classes.file} href={fileAddress(job)} download>
        <IconDownload className={classes.icon} aria-hidden />
        <span className={classes.name}>{job.filename}</span>
        <span className={classes.size}>{sizeOf(job.file_size_bytes ?? 0)}</span>
      </a>
      <SendExport job={job} />
    </>
  )
}
