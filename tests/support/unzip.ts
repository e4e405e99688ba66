import { text } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** The entries of a zip archive, by name, as text. Fails for an archive that broke off. */
export async function unzip(archive: Buffer): Promise<Map<string, string>> {
  const entries = new Map<string, string>()
  const zip = await fromBufferPromise(archive, { validateEntrySizes: true })
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
  return entries
}
