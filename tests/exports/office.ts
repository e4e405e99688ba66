import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** How this machine starts LibreOffice; null where it has none. */
export const office: string | null =
  ['soffice', 'libreoffice'].find((name) => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }) ?? null

/** What LibreOffice makes of a Word file, as a PDF; fails if it cannot open it. */
export async function printedByOffice(program: string, word: Uint8Array): Promise<Uint8Array> {
  const folder = mkdtempSync(path.join(tmpdir(), 'certloom-office-'))
  try {
    const file = path.join(folder, 'file.docx')
    writeFileSync(file, word)
    const own = `-env:UserInstallation=file://${path.join(folder, 'profile')}`
    await promisify(execFile)(program, [own, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], { timeout: 60_000 })
    return new Uint8Array(readFileSync(path.join(folder, 'file.pdf')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
