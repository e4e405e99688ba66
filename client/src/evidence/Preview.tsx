import { Anchor, Button } from '@mantine/core'
import { IconDownload, IconExternalLink, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ownHeaders } from '../accounts/pageOwner.ts'
import { downloadAddress } from './address.ts'
import { sizeWords } from './chosenFile.ts'
import { iconFor, isPicture } from './EvidenceFace.tsx'
import classes from './EvidencePage.module.css'
import type { Evidence } from './queries.ts'

type StoredFile = NonNullable<Evidence['file']>

/** What it is, as large as there is room: the picture, the first of the text, or a sign of its kind; and the way to the whole of it. */
export function Preview({ item: { file, url, title } }: { item: Pick<Evidence, 'file' | 'url' | 'title'> }) {
  return (
    <section className={classes.preview} aria-label="Preview">
      <div className={classes.stage}>
        {file === null ? <IconLink className={classes.sign} aria-hidden /> : <Stage file={file} title={title} />}
      </div>
      <div className={classes.foot}>
        {file === null ? (
          <Anchor href={url ?? ''} target="_blank" rel="noopener noreferrer">
            {url} <IconExternalLink size="1em" aria-label="(opens another tab)" />
          </Anchor>
        ) : (
          <>
            <span>
              {file.original_filename} · {sizeWords(file.file_size_bytes)}
            </span>
            {isShown(file) && <Download file={file} label="Download" />}
          </>
        )}
      </div>
    </section>
  )
}

/** Nothing else is read in the page: a PDF may carry things that run. */
const isShown = ({ mime_type }: StoredFile): boolean => isPicture(mime_type) || mime_type.startsWith('text/')

function Download({ file, label }: { file: StoredFile; label: string }) {
  return (
    <Button
      component="a"
      size="compact-sm"
      variant="default"
      href={downloadAddress(file.id, 'store')}
      download
      leftSection={<IconDownload size="1em" aria-hidden />}
    >
      {label}
    </Button>
  )
}

function Stage({ file, title }: { file: StoredFile; title: string }) {
  const [hasFailed, setHasFailed] = useState(false)
  if (isPicture(file.mime_type) && !hasFailed)
    return <img className={classes.picture} src={downloadAddress(file.id, 'inline')} alt={title} onError={() => setHasFailed(true)} />
  if (file.mime_type.startsWith('text/')) return <FirstWords file={file} />
  const Icon = iconFor(file.mime_type)
  return (
    <>
      <Icon className={classes.sign} aria-hidden />
      {isShown(file) ? (
        <span>It cannot be shown now. Download it to look at it.</span>
      ) : (
        <Download file={file} label="Download to read it" />
      )}
    </>
  )
}

/** As much as one reads before opening it, in bytes. */
const firstBytes = 20_000

/** The beginning of a text, read as a part of the file; shown as plain text whatever is in it. */
function FirstWords({ file }: { file: StoredFile }) {
  const { data, error } = useQuery({
    queryKey: ['file text', file.id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const answer = await fetch(downloadAddress(file.id, 'store'), { headers: { ...ownHeaders(), range: `bytes=0-${firstBytes - 1}` } })
      if (!answer.ok) throw new Error('The text cannot be read.')
      return answer.text()
    },
  })
  if (error) return <span>The text cannot be read now. Download the file instead.</span>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre className={classes.text} tabIndex={0}>
      {data}
      {file.file_size_bytes > firstBytes && '\n…'}
    </pre>
  )
}
