import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import type { NamedCustomer } from './member.ts'
import { roleChoices, roleNamed } from './roleChoices.ts'

/** The value that stands for the organization itself among the customers; no id is empty. */
const organizationItself = ''

/** Places the reader may invite people to; a customer whose portal is closed takes nobody. */
function useWorkplaces(customers: readonly NamedCustomer[]) {
  const { organization } = useMe()
  const can = useCan()
  return [
    ...(can('organization.administer') ? [{ value: organizationItself, label: organization.name }] : []),
    ...customers
      .filter(({ id, portal_enabled }) => portal_enabled && can('customer_staff.invite', id))
      .map(({ id, company_name }) => ({ value: id, label: company_name })),
  ]
}

/** Invites somebody by mail, to the organization or to one customer. */
export function InviteDialog({ customers, onClose }: { customers: readonly NamedCustomer[]; onClose: () => void }) {
  const queryClient = useQueryClient()
  const can = useCan()
  const workplaces = useWorkplaces(customers)
  const [chosen, setChosen] = useState<string | null>(null)
  const workplace = chosen ?? workplaces[0]?.value ?? organizationItself
  const isForCustomer = workplace !== organizationItself
  const invite = useMutation(
    q.members.invite.mutationOptions({
      onSuccess: async (invitation) => {
        await queryClient.invalidateQueries({ queryKey: q.members.key() })
        announce(`${invitation.email} is invited`)
        onClose()
      },
    }),
  )
  const submit = (form: HTMLFormElement) => {
    const role = roleNamed(formText(form, 'role'))
    if (role !== undefined) invite.mutate({ email: formText(form, 'email'), role, customer_id: isForCustomer ? workplace : null })
  }
  return (
    <FormDialog
      title="Invite somebody"
      submitLabel="Send the invitation"
      pending={invite.isPending}
      error={invite.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="email" type="email" label="E-mail" required data-autofocus error={issueAt(invite.error, 'email')} />
      <NativeSelect
        label="Works for"
        description="People of a customer see that customer only."
        value={workplace}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={workplaces}
        error={issueAt(invite.error, 'customer_id')}
      />
      <NativeSelect
        key={String(isForCustomer)}
        name="role"
        label="Role"
        defaultValue={isForCustomer ? 'contributor' : 'member'}
        data={roleChoices(isForCustomer, can('owner.grant'))}
        error={issueAt(invite.error, 'role')}
      />
    </FormDialog>
  )
}
