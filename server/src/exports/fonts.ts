import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The typefaces of exported documents: of the product, and of writings that those lack. A page takes only the parts it needs. */
const families = ['inter', 'source-serif-4', 'noto-sans-sc', 'noto-sans-kr', 'noto-sans-arabic', 'noto-sans-hebrew', 'noto-emoji'] as const

const folderOf = (family: string): string => path.dirname(fileURLToPath(import.meta.resolve(`@fontsource-variable/${family}/package.json`)))

/** The rules that name the typefaces, with their files below `address`. A page waits for them instead of showing another face first. */
export const fontRules = (address: string): string =>
  families
    .flatMap((family) =>
      sheetsOf(family).map((sheet) =>
        readFileSync(path.join(folderOf(family), sheet), 'utf8').replaceAll('./files/', `${address}${family}/`),
      ),
    )
    .join('\n')
    .replaceAll('font-display: swap', 'font-display: block')

const sheetsOf = (family: (typeof families)[number]): string[] =>
  family === 'inter' || family === 'source-serif-4' ? ['wght.css', 'wght-italic.css'] : ['wght.css']

const fontFile = /^([a-z0-9-]+)\/([a-z0-9-]+\.woff2)$/

/** The bytes of a typeface's part by its address below `address`; null for anything that is none. */
export async function readFont(name: string): Promise<Buffer | null> {
  const [, family, file] = fontFile.exec(name) ?? []
  if (family === undefined || file === undefined || !(families as readonly string[]).includes(family)) return null
  return readFile(path.join(folderOf(family), 'files', file)).catch(() => null)
}
