import type { Folder } from './queries.ts'

type Choice = { value: string; label: string }

/**
 * Folders to choose from, each below the one it lies in and named with its way.
 * @param top what stands for no folder
 * @param without a folder that is left out with everything in it
 */
export function folderChoices(folders: readonly Folder[], top: string, without?: string): Choice[] {
  const inside = (parent: string | null, way: string): Choice[] =>
    folders
      .filter(({ id, parent_id }) => parent_id === parent && id !== without)
      .flatMap(({ id, name }) => [{ value: id, label: way + name }, ...inside(id, `${way}${name} / `)])
  return [{ value: '', label: top }, ...inside(null, '')]
}
