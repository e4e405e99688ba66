import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { SelectionBar } from '../ui/SelectionBar.tsx'
import type { Selection } from '../ui/useSelection.ts'
import { useRefreshEvidence } from './queries.ts'
import classes from './Register.module.css'
import { piecesOf } from './words.ts'

/** Accepts what is picked; says which could not be, and why. */
export function AcceptBar({ selection }: { selection: Selection }) {
  const refresh = useRefreshEvidence()
  const accept = useMutation(
    q.evidence.acceptMany.mutationOptions({
      onSuccess: async ({ accepted }) => {
        await refresh()
        announce(`${piecesOf(accepted.length)} accepted`)
        selection.clear()
      },
    }),
  )
  const refused = accept.data?.refused ?? []
  return (
    <>
      <SelectionBar count={selection.ids.length} onClear={selection.clear}>
        <Button size="compact-sm" loading={accept.isPending} onClick={() => accept.mutate({ evidence_ids: selection.ids.slice(0, 100) })}>
          Accept {selection.ids.length > 100 ? 'the first 100' : ''}
        </Button>
      </SelectionBar>
      <ProblemAlert error={accept.error} />
      {refused.length > 0 && (
        <p className={classes.refused} role="status">
          {piecesOf(refused.length)} could not be accepted: {[...new Set(refused.map(({ detail }) => detail))].join(' ')}
        </p>
      )}
    </>
  )
}
