import { mostInvitations } from '@certloom/shared/members/limits'
import { NativeSelect, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import classes from './InviteDialog.module.css'
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

/** Addresses as people paste them: out of a mail's line of recipients, a spreadsheet's column, a list. */
function addressesIn(text: string): string[] {
  const parts = text.split(/[\s,;<>]+/)
  return [...new Set(parts.filter((part) => part.includes('@')).map((part) => part.toLowerCase()))]
}

type InviteDialogProps = {
  customers: readonly NamedCustomer[]
  onClose: () => void
  /** what is in the field already */
  text?: string | undefined
  /** the customer that is chosen already */
  customerId?: string | undefined
}

/** Invites people by mail, to the organization or to one customer. Addresses that cannot be invited stay, each with its reason. */
export function InviteDialog({ customers, onClose, text: given = '', customerId }: InviteDialogProps) {
  const can = useCan()
  const workplaces = useWorkplaces(customers)
  const [chosen, setChosen] = useState<string | null>(customerId ?? null)
  const [text, setText] = useState(given)
  const workplace = chosen ?? workplaces[0]?.value ?? organizationItself
  const isForCustomer = workplace !== organizationItself
  const addresses = addressesIn(text)
  const { invite, refused } = useInvite((left) => (left.length === 0 ? onClose() : setText(left.join('\n'))))
  const submit = (form: HTMLFormElement) => {
    const role = roleNamed(formText(form, 'role'))
    if (role !== undefined) invite.mutate({ emails: addresses, role, customer_id: isForCustomer ? workplace : null })
  }
  return (
    <FormDialog
      title="Invite people"
      submitLabel={addresses.length > 1 ? `Send ${addresses.length.toLocaleString()} invitations` : 'Send the invitation'}
      pending={invite.isPending}
      error={invite.error}
      disabled={addresses.length === 0 || addresses.length > mostInvitations}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label="E-mail"
        description="One address or several, as you paste them."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={1}
        maxRows={8}
        required
        data-autofocus
        error={
          addresses.length > mostInvitations
            ? `These are ${addresses.length.toLocaleString()} addresses. Send at most ${mostInvitations} at a time.`
            : null
        }
      />
      {refused.length > 0 && (
        <div role="alert">
          <ul className={classes.refused}>
            {refused.map(({ email, refusal }) => (
              <li key={email}>
                <strong>{email}</strong> {refusal}
              </li>
            ))}
          </ul>
        </div>
      )}
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

/** @param onDone told the addresses that could not be invited */
function useInvite(onDone: (left: string[]) => void) {
  const queryClient = useQueryClient()
  const invite = useMutation(
    q.members.inviteMany.mutationOptions({
      onSuccess: async ({ data }) => {
        await Promise.all(
          [q.members.key(), q.customers.portalCredentials.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
        )
        const left = data.filter(({ refusal }) => refusal !== null)
        const invited = data.length - left.length
        if (invited > 0) announce(invited === 1 ? '1 person is invited' : `${invited} people are invited`)
        onDone(left.map(({ email }) => email))
      },
    }),
  )
  return { invite, refused: invite.data?.data.filter(({ refusal }) => refusal !== null) ?? [] }
}
