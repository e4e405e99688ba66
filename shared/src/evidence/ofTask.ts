import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'
import { Evidence, Uploaded, UploadForm } from './contract.ts'

const { id, title, description, valid_from, valid_until, replaces_id, folder_id } = UploadForm.shape

/** The form of an upload for a task without its file: what it is for is said by the address. */
export const TaskUploadForm = z.object({ id, title, description, valid_from, valid_until, replaces_id, folder_id })

const one = z.object({ task_id: z.uuid() })
const path = '/tasks/{task_id}/evidence'
const tags = ['evidence']

/** The evidence of one task, at addresses of the task. */
export const taskEvidenceContract = {
  list: oc
    .route({ method: 'GET', path, summary: 'What was given as evidence for a task, newest first', tags })
    .input(one.extend(pageQuery.shape))
    .output(pageOf(Evidence)),
  detachFile: oc
    .route({
      method: 'DELETE',
      path: `${path}/{file_id}`,
      successStatus: 204,
      summary: 'Take a file away from a task; file and evidence stay with the customer',
      tags,
    })
    .input(one.extend({ file_id: z.uuid() })),
}

/** Streamed like every upload. */
export const taskUploadContract = oc
  .route({
    method: 'POST',
    path: '/tasks/{task_id}/upload-evidence',
    successStatus: 201,
    summary: 'Upload a file as evidence for a task, as multipart/form-data, the file last; up to 50 MB',
    tags,
  })
  .input(one.extend({ ...TaskUploadForm.shape, file: z.file() }))
  .output(Uploaded)
