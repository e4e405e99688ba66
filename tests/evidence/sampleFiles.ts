import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { pdf, program } from '../support/files.ts'

/** Real files on disk, as somebody would drag them from a folder. */
export type SampleFiles = {
  folder: string
  pdf(name: string): string
  png(name: string, size?: number): string
  /** The beginning of a program under another name. */
  program(name: string): string
  /** Plain text of this many bytes. */
  text(name: string, bytes: number): string
  /** A file that says it has this many bytes, without taking the room. */
  hollow(name: string, bytes: number): string
  remove(): void
}

export function makeSampleFiles(): SampleFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'certloom-files-'))
  const write = (name: string, bytes: string | Uint8Array): string => {
    const file = path.join(folder, name)
    writeFileSync(file, bytes)
    return file
  }
  return {
    folder,
    pdf: (name) => write(name, pdf),
    png: (name, size = 32) => write(name, picture(size)),
    program: (name) => write(name, program),
    text: (name, bytes) => write(name, 'All quiet.\n'.repeat(Math.ceil(bytes / 11)).slice(0, bytes)),
    hollow(name, bytes) {
      const file = write(name, '%PDF-1.4\n')
      truncateSync(file, bytes)
      return file
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A square PNG in which the colour runs from corner to corner. */
export function picture(size: number): Buffer {
  const rows = Buffer.alloc(size * (1 + 3 * size))
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) rows.set([(255 * x) / size, (255 * y) / size, 128], y * (1 + 3 * size) + 1 + 3 * x)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
