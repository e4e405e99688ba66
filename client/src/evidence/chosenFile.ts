import { fileSizeLimit } from '@certloom/shared/files/limits'
import type { Problem } from '../api/problems.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
const step = 1024

/** "1.2 MB" in the reader's way of writing numbers. */
export function sizeWords(bytes: number): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(step)), units.length - 1)
  const format = new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  })
  return format.format(bytes / step ** power)
}

/** Why a file need not even be sent; null if nothing speaks against it. */
export function refusalOf({ name, size }: File): Problem | null {
  if (size > fileSizeLimit)
    return {
      code: 'too_large',
      title: 'This file is too large',
      detail: `${name} has ${sizeWords(size)}; files can have up to ${sizeWords(fileSizeLimit)}.`,
      next: 'Send a smaller one, or add a link to where it is kept.',
      issues: [],
    }
  return null
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** "2026-11-21 14.05.09": the reader's own time, in a form every file system takes. */
const fileStamp = (at: Date): string =>
  `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}-${[at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('')}`

/** Browsers call every picture from the clipboard so. */
const clipboardName = 'image.png'

/** Files of a paste; a pasted screenshot gets a name that says what it is and when. */
export const pastedFiles = (files: FileList, at: Date): File[] =>
  [...files].map((file) => (file.name === clipboardName ? new File([file], `screenshot-${fileStamp(at)}.png`, { type: file.type }) : file))

export type Dropped = { files: File[]; hasFolder: boolean }

/** Files of a drop. A folder looks like a file there, but has no bytes to send. */
export function droppedFiles(data: DataTransfer): Dropped {
  const items = [...data.items].filter(({ kind }) => kind === 'file')
  const isFolder = (item: DataTransferItem): boolean => item.webkitGetAsEntry()?.isDirectory === true
  return {
    files: items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? []),
    hasFolder: items.some(isFolder),
  }
}

/** Does a drag carry files rather than text? */
export const carriesFiles = ({ types }: DataTransfer): boolean => types.includes('Files')
