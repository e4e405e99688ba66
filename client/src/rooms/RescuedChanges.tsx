import { maxCommentLength } from '@certloom/shared/comments/limits'
import { newId } from '@certloom/shared/ids'
import { Button, CopyButton, Group, Text } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import type { RescueCause, Rescued } from '../collab/device.ts'
import { discardRescued, isAnyUnkept } from '../collab/rescues.ts'
import { outbox, send, sendAgain } from '../comments/outbox.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { When } from '../ui/When.tsx'
import classes from './RescuedChanges.module.css'

export const changesInWords = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

const causes = {
  right: 'You may not write there any more, or the section was locked.',
  size_limit: 'The document is as large as one may become. Delete something in it, or write in another one.',
  too_large: 'The change was too large to be sent. Add it in smaller parts.',
  denied: 'The document is not open to you any more, or was made anew.',
  removed: 'Somebody removed the place where you wrote.',
  upgraded: 'The page was renewed, and the change did not fit any more.',
} as const satisfies Record<RescueCause, string>

const kinds = { written: null, removed: 'Removed', moved: 'Moved', joined: 'Joined with another item' } as const

const placeInWords = ({ change }: Rescued): string => [change.section, change.place].filter((part) => part !== null).join(', ')

const asText = (found: Rescued): string => `${placeInWords(found)}\n${found.change.text}`

function Copy({ text, label, describes }: { text: string; label: string; describes?: string }) {
  return (
    <CopyButton value={text} timeout={3_000}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" onClick={copy} aria-label={describes ? `${label}: ${describes}` : undefined}>
          {copied ? 'Copied' : label}
        </Button>
      )}
    </CopyButton>
  )
}

/** The words as a comment on their document; undefined where nobody could read it there, or others than those they were written for. */
function asComment(rescued: Rescued): string | undefined {
  if (rescued.kind !== undefined) return undefined
  const body = `Could not be merged, from ${placeInWords(rescued)}:\n${rescued.change.text}`
  return rescued.cause === 'denied' || rescued.change.text === '' || body.length > maxCommentLength ? undefined : body
}

function sendAsComment({ id, documentId }: Rescued, body: string): void {
  const begins = { target: { kind: 'document' }, quote: null, isInternal: false } as const
  send({ id: newId(), documentId, threadId: newId(), begins, body, mentions: [], rescued: id })
}

/** Its way into a comment: it stays here until the server has it there. */
function AsComment({ rescued, body }: { rescued: Rescued; body: string }) {
  const sent = useSyncExternalStore(outbox.subscribe, outbox.get).find((comment) => comment.rescued === rescued.id)
  const isUnderWay = sent !== undefined && sent.problem === null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={isUnderWay}
        onClick={() => (sent === undefined ? sendAsComment(rescued, body) : sendAgain(sent.id))}
        aria-label={`Send as comment: ${placeInWords(rescued)}`}
      >
        Send as comment
      </Button>
      {sent && (
        <p role="status" className={classes.cause}>
          {sent.problem === null ? 'Being sent. It stays here until the server has it.' : `Not sent. ${sent.problem}`}
        </p>
      )}
    </>
  )
}

function Change({ rescued, onDiscard }: { rescued: Rescued; onDiscard: () => void }) {
  const place = placeInWords(rescued)
  const kind = kinds[rescued.change.kind]
  const comment = asComment(rescued)
  return (
    <li className={classes.change}>
      <div className={classes.words}>
        <span className={classes.place}>
          {place}
          <span className={classes.kind}>
            {kind && `${kind}, `}
            <When at={new Date(rescued.at).toISOString()} />
          </span>
        </span>
        <span className={classes.cause}>{causes[rescued.cause]}</span>
        {rescued.change.text !== '' && <blockquote className={classes.text}>{rescued.change.text}</blockquote>}
      </div>
      <Group gap="xs" className={classes.actions}>
        {rescued.change.text !== '' && <Copy text={rescued.change.text} label="Copy" describes={place} />}
        {comment !== undefined && <AsComment rescued={rescued} body={comment} />}
        <Button size="xs" variant="default" onClick={onDiscard} aria-label={`Discard: ${place}`}>
          Discard
        </Button>
      </Group>
    </li>
  )
}

function DiscardDialog({ found, onClose }: { found: readonly Rescued[]; onClose: () => void }) {
  const [isPending, setPending] = useState(false)
  const discard = async () => {
    setPending(true)
    for (const { id } of found) await discardRescued(id)
    onClose()
  }
  return (
    <FormDialog
      title={`Discard ${changesInWords(found.length)}?`}
      submitLabel="Discard"
      pending={isPending}
      error={null}
      onSubmit={() => void discard()}
      onClose={onClose}
      danger
    >
      <Text>This cannot be undone. What you want to keep, copy first.</Text>
    </FormDialog>
  )
}

/** Changes that could not be merged, with what was written: to copy elsewhere, or to discard. @param isBounded scrolls rather than grows */
export function RescuedChanges({ found, isBounded = false }: { found: readonly Rescued[]; isBounded?: boolean }) {
  const [discarding, setDiscarding] = useState<readonly Rescued[]>([])
  return (
    <div className={classes.all}>
      <p className={classes.intro}>
        {isAnyUnkept() ? 'On this page only: copy what you need before you close it.' : 'Kept on this device until discarded.'}
      </p>
      {/* A scrolling list must be reachable by keyboard. */}
      <ul
        className={classes.list}
        data-bounded={isBounded || undefined}
        tabIndex={isBounded ? 0 : undefined}
        aria-label="Changes that could not be merged"
      >
        {found.map((rescued) => (
          <Change key={rescued.id} rescued={rescued} onDiscard={() => setDiscarding([rescued])} />
        ))}
      </ul>
      {found.length > 1 && (
        <Group gap="xs" className={classes.allActions}>
          <Copy text={found.map(asText).join('\n\n')} label="Copy all" />
          <Button size="xs" variant="default" onClick={() => setDiscarding(found)}>
            Discard all
          </Button>
        </Group>
      )}
      {discarding.length > 0 && <DiscardDialog found={discarding} onClose={() => setDiscarding([])} />}
    </div>
  )
}
