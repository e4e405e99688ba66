import { firstFolders } from '@certloom/shared/files/storage'
import { newId } from '@certloom/shared/ids'
import type { FileFolder } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

type MadeFolder = Pick<FileFolder, 'id' | 'name'>

/** Gives a customer folders at the top; a new one those to begin with. The caller records the activity. */
export async function openFolders(
  tx: Tx,
  whose: Pick<FileFolder, 'organizationId' | 'customerId' | 'createdById'>,
  names: readonly string[] = firstFolders,
): Promise<MadeFolder[]> {
  const folders = names.map((name) => ({ id: newId(), name }))
  await tx.fileFolder.createMany({ data: folders.map((folder) => ({ ...whose, ...folder })) })
  return folders
}
