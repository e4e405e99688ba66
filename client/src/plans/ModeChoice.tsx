import { Radio } from '@mantine/core'
import classes from './NewPlanDialog.module.css'

export type Mode = 'all' | 'selective'

/** Whether a plan begins with the whole core set of its standard, or with chosen documents. */
export function ModeChoice({ mode, onChange, coreCount }: { mode: Mode; onChange: (mode: Mode) => void; coreCount: number }) {
  return (
    <Radio.Group label="Documents" value={mode} onChange={(value) => onChange(value === 'all' ? 'all' : 'selective')}>
      <div className={classes.modes}>
        <Radio value="all" label={`All ${coreCount} core documents`} />
        <Radio value="selective" label="Only those I choose" />
      </div>
    </Radio.Group>
  )
}
