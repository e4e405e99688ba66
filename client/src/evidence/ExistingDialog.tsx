import { Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './ExistingDialog.module.css'
import { type Evidence, evidenceOfCustomer, linkTo, useRefreshEvidence } from './queries.ts'
import type { Place } from './uploads.ts'

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

const matches = ({ title, file, url }: Evidence, words: string): boolean =>
  [title, file?.original_filename, url].some((text) => text?.toLowerCase().includes(words.trim().toLowerCase()))

const factsOf = ({ file, url, created_by, created_at }: Evidence): string =>
  [file?.original_filename ?? url, created_by.name, day.format(new Date(created_at))].filter(Boolean).join(' · ')

const withToggled = (picked: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(picked)
  if (!next.delete(id)) next.add(id)
  return next
}

const countWords = (count: number): string => `${count} ${count === 1 ? 'piece' : 'pieces'} of evidence`

function useAttach({ target }: Place, onDone: () => void) {
  const refresh = useRefreshEvidence()
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const evidence_id of ids) await api.evidence.attach({ evidence_id, target })
    },
    // Also after a failure half way: what was linked before it stays linked.
    onSettled: () => void refresh(), // not waited for: reading in vain would hold back the error
    onSuccess: (_nothing, ids) => {
      announce(`${countWords(ids.length)} linked`)
      onDone()
    },
  })
}

/** Links evidence the customer has given already, elsewhere or for nothing yet. */
export function ExistingDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const [words, setWords] = useState('')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const attach = useAttach(place, onClose)
  const { data, error } = useQuery(evidenceOfCustomer(place.customerId))
  const candidates = data?.filter((item) => linkTo(item, place.target) === undefined)
  return (
    <FormDialog
      title="Link existing evidence"
      submitLabel={picked.size === 0 ? 'Link' : `Link ${countWords(picked.size)}`}
      pending={attach.isPending}
      disabled={picked.size === 0}
      error={attach.error}
      onSubmit={() => attach.mutate([...picked])}
      onClose={onClose}
    >
      <TextInput
        label="Search"
        placeholder="Title, file name or address"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        data-autofocus
      />
      <ProblemAlert error={error} />
      {candidates === undefined && error === null && <SkeletonRows rows={3} />}
      {candidates && (
        <Candidates
          items={candidates.filter((item) => picked.has(item.id) || matches(item, words))}
          isSearching={words.trim() !== ''}
          picked={picked}
          onPick={(id) => setPicked(withToggled(picked, id))}
        />
      )}
    </FormDialog>
  )
}

type CandidatesProps = { items: readonly Evidence[]; isSearching: boolean; picked: ReadonlySet<string>; onPick: (id: string) => void }

function Candidates({ items, isSearching, picked, onPick }: CandidatesProps) {
  if (items.length === 0)
    return (
      <p className={classes.none} role="status">
        {isSearching ? 'Nothing this customer has given has these words.' : 'This customer has given nothing else yet.'}
      </p>
    )
  return (
    <fieldset className={classes.list}>
      <legend className={classes.legend}>{countWords(items.length)}</legend>
      {items.map((item) => (
        <Checkbox
          key={item.id}
          checked={picked.has(item.id)}
          onChange={() => onPick(item.id)}
          label={item.title}
          description={factsOf(item)}
          classNames={{ labelWrapper: classes.choice ?? '' }}
        />
      ))}
    </fieldset>
  )
}
