import { Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import classes from './CustomerForm.module.css'
import { FormPart } from './CustomerForm.tsx'
import type { Details } from './customerDraft.ts'

type Props = { details: Details; error: unknown; onChange: (changes: Partial<Details>) => void; customerId?: string }

/** Who the customer is, and how it is reached. */
export function DetailFields({ details, error, onChange, customerId }: Props) {
  const field = (name: Exclude<keyof Details, 'portal_enabled'>, maxLength: number) => ({
    name,
    maxLength,
    value: details[name],
    error: issueAt(error, name),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  })
  const isTaken = useNameTaken(details.company_name, customerId)
  return (
    <>
      <FormPart title="Company">
        <TextInput
          {...field('company_name', 200)}
          label="Company name"
          required
          autoFocus={customerId === undefined}
          autoComplete="off"
          description={isTaken ? 'There is a customer of this name already. Both can be kept apart, but check first.' : undefined}
        />
        <TextInput {...field('industry', 120)} label="Industry (optional)" />
      </FormPart>
      <FormPart title="Contact">
        <div className={classes.fields}>
          <TextInput {...field('contact_email', 254)} type="email" label="Contact e-mail (optional)" autoComplete="off" />
          <TextInput
            {...field('document_email', 254)}
            type="email"
            label="E-mail for documents (optional)"
            placeholder={details.contact_email}
            autoComplete="off"
          />
          <TextInput {...field('phone', 60)} type="tel" label="Phone (optional)" autoComplete="off" />
          <Textarea {...field('address', 500)} className={classes.wide} label="Address (optional)" autosize minRows={2} maxRows={5} />
        </div>
      </FormPart>
    </>
  )
}

/** After this many milliseconds without a key it is looked up. */
const typingPause = 300

/** Whether another customer is called the same: allowed, and most often a mistake. */
function useNameTaken(name: string, customerId: string | undefined): boolean {
  const [settled] = useDebouncedValue(name.trim(), typingPause)
  const { data } = useQuery({
    ...q.customers.list.queryOptions({ input: { q: settled, limit: 20 } }),
    enabled: settled !== '',
  })
  const same = (other: string) => other.toLocaleLowerCase() === settled.toLocaleLowerCase()
  return settled !== '' && (data?.data.some((other) => other.id !== customerId && same(other.company_name)) ?? false)
}
