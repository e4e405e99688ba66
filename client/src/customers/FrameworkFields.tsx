import { ActionIcon, Button, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { type Framework, useFrameworks } from '../frameworks/queries.ts'
import { ModeChoice } from '../plans/ModeChoice.tsx'
import { TemplateChoice } from '../plans/TemplateChoice.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import classes from './CustomerForm.module.css'
import { FormPart } from './CustomerForm.tsx'
import { type AssignmentDraft, isWithoutTemplates } from './customerDraft.ts'

type Props = { assignments: readonly AssignmentDraft[]; onChange: (assignments: AssignmentDraft[]) => void; error: unknown }

/** What the customer is to be certified for: a plan is made for each standard, with its documents and tasks. */
export function FrameworkFields({ assignments, onChange, error }: Props) {
  const frameworks = useFrameworks()
  const assigned = new Set(assignments.map(({ frameworkId }) => frameworkId))
  const free = frameworks.filter(({ id }) => !assigned.has(id))
  const [next] = free
  const add = (frameworkId: string) =>
    onChange([
      ...assignments,
      { key: Math.max(0, ...assignments.map(({ key }) => key)) + 1, frameworkId, mode: 'all', picked: new Set(), target: '' },
    ])
  return (
    <FormPart title="Standards" lead="Each brings a plan with its documents and tasks. It can wait until later.">
      {assignments.map((assignment, index) => (
        <Assignment
          key={assignment.key}
          assignment={assignment}
          choices={frameworks.filter(({ id }) => id === assignment.frameworkId || !assigned.has(id))}
          error={
            issueAt(error, `iso_standards.${index}.iso_standard_id`) ?? issueAt(error, `iso_standards.${index}.target_completion_date`)
          }
          onChange={(changes) => onChange(assignments.map((one) => (one.key === assignment.key ? { ...one, ...changes } : one)))}
          onRemove={() => onChange(assignments.filter((one) => one.key !== assignment.key))}
        />
      ))}
      {next !== undefined && (
        <Button
          className={classes.add}
          variant="default"
          leftSection={<IconPlus className={classes.icon} aria-hidden />}
          onClick={() => add(next.id)}
        >
          {assignments.length === 0 ? 'Add a standard' : 'Add another standard'}
        </Button>
      )}
    </FormPart>
  )
}

type AssignmentProps = {
  assignment: AssignmentDraft
  choices: readonly Framework[]
  error: string | null
  onChange: (changes: Partial<AssignmentDraft>) => void
  onRemove: () => void
}

function Assignment({ assignment, choices, error, onChange, onRemove }: AssignmentProps) {
  const { frameworkId, mode, picked, target } = assignment
  const templates = useQuery(q.templates.list.queryOptions({ input: { iso_standard_id: frameworkId, limit: 200 } })).data?.data
  const name = choices.find(({ id }) => id === frameworkId)?.name ?? 'this standard'
  return (
    <fieldset className={classes.assignment}>
      <VisuallyHidden component="legend">{name}</VisuallyHidden>
      <div className={classes.line}>
        <NativeSelect
          className={classes.standard}
          label="Standard"
          value={frameworkId}
          onChange={(event) => onChange({ frameworkId: event.currentTarget.value, picked: new Set() })}
          data={choices.map((framework) => ({ value: framework.id, label: `${framework.name} – ${framework.title}` }))}
          error={error}
        />
        <ActionIcon className={classes.remove} aria-label={`Take out ${name}`} onClick={onRemove}>
          <IconX className={classes.icon} aria-hidden />
        </ActionIcon>
      </div>
      {templates === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <>
          <ModeChoice
            mode={mode}
            onChange={(chosen) => onChange({ mode: chosen })}
            coreCount={templates.filter(({ set }) => set === 'core').length}
          />
          {mode === 'selective' && (
            <>
              <TemplateChoice templates={templates} picked={picked} onPick={(next) => onChange({ picked: next })} />
              <p role="status" className={classes.hint}>
                {isWithoutTemplates(assignment) ? 'Choose at least one document.' : `${picked.size} of ${templates.length} chosen`}
              </p>
            </>
          )}
        </>
      )}
      <TextInput
        className={classes.role}
        type="date"
        label="Target date (optional)"
        value={target}
        onChange={(event) => onChange({ target: event.currentTarget.value })}
      />
    </fieldset>
  )
}
