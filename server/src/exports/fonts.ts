import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const folderOf = (address: string): string => path.dirname(fileURLToPath(address))

/** The typefaces of exported documents: of the product, and of writings that those lack. A page takes only the parts it needs. */
const folders: Readonly<Record<string, string>> = {
  inter: folderOf(import.meta.resolve('@fontsource-variable/inter/package.json')),
  'source-serif-4': folderOf(import.meta.resolve('@fontsource-variable/source-serif-4/package.json')),
  'noto-sans-sc': folderOf(import.meta.resolve('@fontsource-variable/noto-sans-sc/package.json')),
  'noto-sans-kr': folderOf(import.meta.resolve('@fontsource-variable/noto-sans-kr/package.json')),
  'noto-sans-arabic': folderOf(import.meta.resolve('@fontsource-variable/noto-sans-arabic/package.json')),
  'noto-sans-hebrew': folderOf(import.meta.resolve('@fontsource-variable/noto-sans-hebrew/package.json')),
  'noto-emoji': folderOf(import.meta.resolve('@fontsource-variable/noto-emoji/package.json')),
}

/** The rules that name the typefaces, with their files below `address`. A page waits for them instead of showing another face first. */
export const fontRules = (address: string): string =>
  Object.entries(folders)
    .flatMap(([family, folder]) =>
      sheetsOf(family).map((sheet) => readFileSync(path.join(folder, sheet), 'utf8').replaceAll('./files/', `${address}${family}/`)),
    )
    .join('\n')
    .replaceAll('font-display: swap', 'font-display: block')

const sheetsOf = (family: string): string[] =>
  family === 'inter' || family === 'source-serif-4' ? ['wght.css', 'wght-italic.css'] : ['wght.css']

const fontFile = /^([a-z0-9-]+)\/([a-z0-9-]+\.woff2)$/

/** The bytes of a typeface's part by its address below `address`; null for anything that is none. Throws what the file system says of one it cannot read. */
export async function readFont(name: string): Promise<Buffer | null> {
  const [, family = '', file = ''] = fontFile.exec(name) ?? []
  const folder = Object.hasOwn(folders, family) ? folders[family] : undefined
  if (folder === undefined) return null
  return readFile(path.join(folder, 'files', file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}
