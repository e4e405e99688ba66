import type { OrganizationSettings } from '@certloom/shared/organizations/contract'
import { Radio, Stack, Switch } from '@mantine/core'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Settings.module.css'
import { useChangeSettings } from './useChangeSettings.ts'

/** What is taken as evidence, and whether what customers give waits for a reviewer. */
export function EvidenceSettings({ settings }: { settings: OrganizationSettings }) {
  const change = useChangeSettings()
  const shown = change.isPending ? { ...settings, ...change.variables } : settings
  return (
    <section className={classes.section} aria-labelledby="evidence-settings">
      <h2 id="evidence-settings" className={classes.heading}>
        Evidence
      </h2>
      <ProblemAlert error={change.error} />
      <Switch
        label="Review evidence from customers"
        description="Until somebody accepts it, it completes no task. When this is off, it counts at once."
        checked={shown.review_customer_evidence ?? settings.review_customer_evidence}
        onChange={({ currentTarget }) => change.mutate({ review_customer_evidence: currentTarget.checked })}
      />
      <Radio.Group
        label="Evidence can be"
        value={shown.evidence_policy ?? settings.evidence_policy}
        onChange={(policy) => change.mutate({ evidence_policy: policy === 'links_only' ? 'links_only' : 'uploads' })}
      >
        <Stack gap="xs" className={classes.choices}>
          <Radio value="uploads" label="Files and links" />
          <Radio value="links_only" label="Links only" description="Files stay where your team keeps them." />
        </Stack>
      </Radio.Group>
    </section>
  )
}
