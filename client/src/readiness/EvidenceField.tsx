import { checklistRow, readRow } from '@certloom/shared/collab/checklistDoc'
import type { ChangeWords } from '@certloom/shared/collab/describeChanges'
import { isWebAddress } from '@certloom/shared/evidence/isWebAddress'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rescueWords } from '../collab/rescues.ts'
import type { Room } from '../collab/room.ts'
import { useUnmount } from '../ui/useUnmount.ts'
import { EvidenceItem } from './EvidenceItem.tsx'
import { useChecklistHost } from './host.ts'
import { evidenceOf } from './queries.ts'
import classes from './RowDrawer.module.css'
import type { GridRow } from './view.ts'

/** What shows that the row is as it says: a web address, or a piece of the customer's evidence. */
export function EvidenceField({ row }: { row: GridRow }) {
  const { canWrite } = useChecklistHost()
  const { evidence } = row.live.values
  if (evidence?.kind === 'item') return <ItemField row={row} itemId={evidence.id} />
  const url = evidence?.url ?? ''
  if (canWrite) return <AddressField row={row} url={url} />
  return url === '' ? 'None' : <EvidenceLink url={url} />
}

const EvidenceLink = ({ url }: { url: string }) => (
  <a href={url} target="_blank" rel="noopener noreferrer nofollow" className={classes.words}>
    {url}
  </a>
)

/** What was typed and could not be written, to be handed back. */
const wordsOf = ({ answer: { code, title } }: GridRow, text: string): ChangeWords => ({
  section: `${code} ${title}`,
  place: 'evidence',
  kind: 'written',
  text,
})

const notAnAddress = 'Give a web address that begins with https:// or http://'

/** The address a row has now, empty without evidence; null if its evidence is a piece of the customer's. */
function addressIn({ doc }: Room, id: string): string | null {
  const { evidence } = readRow(checklistRow(doc, id))
  if (evidence === null) return ''
  return evidence.kind === 'link' ? evidence.url : null
}

/**
 * Written when it is left and only if it can be followed. What somebody else writes meanwhile is shown, unless one is at it oneself. A field that is
 * gone in mid-word writes over nothing that came since: its words are handed back.
 */
function AddressField({ row, url }: { row: GridRow; url: string }) {
  const { editing, room } = useChecklistHost()
  const [draft, setDraft] = useState(url)
  const [before, setBefore] = useState(url)
  const [began, setBegan] = useState(url)
  const [isWrong, setIsWrong] = useState(false)
  if (before !== url) {
    setBefore(url)
    if (draft === before) setDraft(url)
  }
  const typed = draft.trim()
  const keep = () => {
    const isUsable = typed === '' || isWebAddress(typed)
    setIsWrong(!isUsable)
    if (isUsable && typed !== url && draft !== before) editing.evidence(row.id, typed === '' ? null : { kind: 'link', url: typed })
  }
  useUnmount(() => {
    if (draft === before || typed === url) return
    const isReplaced = addressIn(room, row.id) !== began
    if (isWebAddress(typed) && room.access.get() === 'write' && !isReplaced) keep()
    else if (typed !== '') void rescueWords(room.owner, room.about, isReplaced ? 'removed' : 'right', wordsOf(row, typed))
  })
  return (
    <div className={classes.evidence}>
      <TextInput
        className={classes.evidenceField}
        type="url"
        size="sm"
        aria-label={`Web address of the evidence of ${row.answer.code}`}
        placeholder="https://"
        value={draft}
        error={isWrong && notAnAddress}
        onChange={(event) => {
          if (draft === before) setBegan(url)
          setDraft(event.currentTarget.value)
        }}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      {url !== '' && !isWrong && typed === url && (
        <Button component="a" href={url} target="_blank" rel="noopener noreferrer nofollow" size="compact-sm" variant="default">
          Open
        </Button>
      )}
      {url === '' && typed === '' && <ItemChoice row={row} />}
    </div>
  )
}

/** A piece of evidence that the customer has given already. */
function ItemChoice({ row }: { row: GridRow }) {
  const { editing, customerId } = useChecklistHost()
  const { data: items } = useQuery(evidenceOf(customerId))
  if (!items || items.length === 0) return null
  return (
    <NativeSelect
      size="sm"
      aria-label={`A piece of evidence for ${row.answer.code}`}
      value=""
      data={[{ value: '', label: 'or an item' }, ...items.map(({ id, title }) => ({ value: id, label: title }))]}
      onChange={(event) => event.currentTarget.value !== '' && editing.evidence(row.id, { kind: 'item', id: event.currentTarget.value })}
    />
  )
}

function ItemField({ row, itemId }: { row: GridRow; itemId: string }) {
  const { editing, customerId, canWrite } = useChecklistHost()
  return (
    <div className={classes.evidence}>
      <span className={classes.evidenceField}>
        <EvidenceItem customerId={customerId} itemId={itemId} />
      </span>
      {canWrite && (
        <Button size="compact-sm" variant="default" onClick={() => editing.evidence(row.id, null)}>
          Take away
        </Button>
      )}
    </div>
  )
}
