import type { StorageFile } from '../db/generated/client.ts'
import { presentPerson } from '../members/names.ts'

/** A file as REST answers it; where its bytes lie is nobody's business. */
export const presentFile = (file: StorageFile, names: ReadonlyMap<string, string>) => ({
  id: file.id,
  customer_id: file.customerId,
  file_type: file.fileType,
  original_filename: file.name,
  mime_type: file.mediaType,
  file_size_bytes: Number(file.sizeBytes),
  sha256: file.sha256,
  description: file.description,
  uploaded_by: presentPerson(file.uploadedById, names),
  uploaded_at: file.createdAt.toISOString(),
  folder_id: file.folderId,
  deleted_at: file.deletedAt?.toISOString() ?? null,
})
