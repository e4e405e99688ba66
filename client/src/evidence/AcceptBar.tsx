import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { atMost } from '../ui/atMost.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { SelectionBar } from '../ui/SelectionBar.tsx'
import type { Selection } from '../ui/useSelection.ts'
import { useRefreshEvidence } from './queries.ts'
import classes from './Register.module.css'
import { piecesOf } from './words.ts'

/** As many as one request takes. */
const atOnce = 100

/** Accepts what is picked; says which could not be, and why. */
export function AcceptBar({ selection }: { selection: Selection }) {
  const refresh = useRefreshEvidence()
  const accept = useMutation(
    q.evidence.acceptMany.mutationOptions({
      onSuccess: async ({ accepted }, { evidence_ids }) => {
        await refresh()
        announce(`${piecesOf(accepted.length)} accepted`)
        selection.drop(evidence_ids)
      },
    }),
  )
  const refused = accept.data?.refused ?? []
  return (
    <>
      <SelectionBar count={selection.ids.length} onClear={selection.clear}>
        <Button
          size="compact-sm"
          loading={accept.isPending}
          onClick={() => accept.mutate({ evidence_ids: selection.ids.slice(0, atOnce) })}
        >
          {atMost('Accept', selection.ids.length, atOnce)}
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
