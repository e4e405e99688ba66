import { createReadStream } from 'node:fs'

/** How markup, scripts and programs in text begin. */
const markup = /^(\ufeff)?\s*(<(!doctype\s+html|html|head|body|script|svg|iframe|\?xml|\?php)\b|#!)/i

/** Characters that say where a page's language begins are in the first few hundred. */
const looked = 1024

/** Is this text that people wrote: no control characters but those of lines and columns, and no page, picture or script? Any ASCII-based encoding. */
export async function isPlainText(path: string): Promise<boolean> {
  let start = Buffer.alloc(0)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (chunk.some(isControl)) return false
    if (start.length < looked) start = Buffer.concat([start, chunk.subarray(0, looked)])
  }
  return !markup.test(start.toString('utf8'))
}

const isControl = (byte: number): boolean =>
  byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d)
