import { Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** Adds a customer and goes to its page, where the first plan is the next step. */
export function NewCustomerDialog({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation(
    q.customers.create.mutationOptions({
      onSuccess: async (customer) => {
        await queryClient.invalidateQueries({ queryKey: q.customers.key() })
        await navigate({ to: '/customers/$customerId', params: { customerId: customer.id } })
      },
    }),
  )
  const submit = (form: HTMLFormElement) =>
    create.mutate({
      company_name: formText(form, 'company_name'),
      industry: orNull(formText(form, 'industry')),
      contact_email: orNull(formText(form, 'contact_email')),
      portal_enabled: new FormData(form).has('portal_enabled'),
    })
  return (
    <FormDialog
      title="New customer"
      submitLabel="Add the customer"
      pending={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="company_name"
        label="Company name"
        maxLength={200}
        required
        data-autofocus
        error={issueAt(create.error, 'company_name')}
      />
      <TextInput name="industry" label="Industry (optional)" maxLength={120} error={issueAt(create.error, 'industry')} />
      <TextInput name="contact_email" type="email" label="Contact e-mail (optional)" error={issueAt(create.error, 'contact_email')} />
      <Checkbox
        name="portal_enabled"
        defaultChecked
        label="Their people may sign in"
        description="You invite them one by one; they see this customer only."
      />
    </FormDialog>
  )
}
