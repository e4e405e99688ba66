import { Radio, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useOpenStory } from './openStory.ts'
import classes from './Scenes.module.css'

/** ISO only or with CMMC: a setting of the checklist, for everybody in it. */
export function CmmcChoice() {
  const { project } = useOpenStory()
  const mayChange = useCan()('readiness.write', project.customer_id)
  const queries = useQueryClient()
  const change = useMutation(
    q.readiness.update.mutationOptions({
      onSuccess: async ({ includes_cmmc }) => {
        await queries.invalidateQueries({ queryKey: q.readiness.key() })
        announce(includes_cmmc ? 'With CMMC' : 'ISO 27001 only')
      },
    }),
  )
  const withCmmc = change.isPending ? change.variables.includes_cmmc === true : project.includes_cmmc
  return (
    <Radio.Group
      label="What is it for?"
      value={withCmmc ? 'cmmc' : 'iso'}
      onChange={(value) => change.mutate({ project_id: project.id, includes_cmmc: value === 'cmmc' })}
      readOnly={!mayChange}
    >
      <Stack gap="xs" mt="xs">
        <div className={classes.choices}>
          <Radio.Card value="iso" className={classes.choice} disabled={!mayChange}>
            <Radio.Indicator className={classes.indicator} />
            <span>
              <span className={classes.choiceName}>ISO 27001 only</span>
              <span className={classes.choiceWords}>The 93 controls of Annex A</span>
            </span>
          </Radio.Card>
          <Radio.Card value="cmmc" className={classes.choice} disabled={!mayChange}>
            <Radio.Indicator className={classes.indicator} />
            <span>
              <span className={classes.choiceName}>With CMMC</span>
              <span className={classes.choiceWords}>Scenes also ask about controlled information, with NIST SP 800-171 beside</span>
            </span>
          </Radio.Card>
        </div>
        <ProblemAlert error={change.error} />
      </Stack>
    </Radio.Group>
  )
}
