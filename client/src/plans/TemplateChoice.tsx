import { Checkbox } from '@mantine/core'
import type { api, RowOf } from '../api/client.ts'
import { documentTypeName } from './documentType.ts'
import classes from './NewPlanDialog.module.css'

type Template = RowOf<typeof api.templates.list>

const sets = [
  { set: 'core', name: 'Core documents' },
  { set: 'extended', name: 'Further documents' },
] as const

const withToggled = (picked: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(picked)
  if (!next.delete(id)) next.add(id)
  return next
}

type TemplateChoiceProps = { templates: readonly Template[]; picked: ReadonlySet<string>; onPick: (picked: ReadonlySet<string>) => void }

/** Which documents a plan starts with. */
export function TemplateChoice({ templates, picked, onPick }: TemplateChoiceProps) {
  return (
    <div className={classes.list}>
      {sets.map(({ set, name }) => {
        const ofSet = templates.filter((template) => template.set === set)
        if (ofSet.length === 0) return null
        return (
          <fieldset key={set} className={classes.set}>
            <legend className={classes.setName}>{name}</legend>
            {ofSet.map((template) => (
              <Checkbox
                key={template.id}
                checked={picked.has(template.id)}
                onChange={() => onPick(withToggled(picked, template.id))}
                label={template.name}
                description={[documentTypeName(template.document_type), ...template.clause_refs].join(' · ')}
              />
            ))}
          </fieldset>
        )
      })}
    </div>
  )
}
