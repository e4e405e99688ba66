import type { OrganizationSettings } from '@certloom/shared/organizations/contract'
import { Switch } from '@mantine/core'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Settings.module.css'
import { useChangeSettings } from './useChangeSettings.ts'

/** Who decides about documents. */
export function ReviewSettings({ settings }: { settings: OrganizationSettings }) {
  const change = useChangeSettings()
  const shown = change.isPending ? { ...settings, ...change.variables } : settings
  return (
    <section className={classes.section} aria-labelledby="review-settings">
      <h2 id="review-settings" className={classes.heading}>
        Reviews
      </h2>
      <ProblemAlert error={change.error} />
      <Switch
        label="Four-eyes approval"
        description="Nobody decides about a document they submitted themselves."
        checked={shown.four_eyes ?? settings.four_eyes}
        onChange={({ currentTarget }) => change.mutate({ four_eyes: currentTarget.checked })}
      />
    </section>
  )
}
