import { type CustomerRole, customerRoles, roleNames } from '@certloom/shared/roles'
import { ActionIcon, Button, NativeSelect, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { issueAt } from '../api/problems.ts'
import classes from './CustomerForm.module.css'
import { FormPart } from './CustomerForm.tsx'
import type { Details, InvitationDraft } from './customerDraft.ts'

const roles = customerRoles.map((role) => ({ value: role, label: roleNames[role] }))
const mostPeople = 20

type Props = {
  isOpen: boolean
  onOpen: (changes: Partial<Details>) => void
  /** nobody can be invited here where this is left out */
  invitations?: readonly InvitationDraft[]
  onInvite?: (invitations: InvitationDraft[]) => void
  error: unknown
}

/** Whether the customer's own people may sign in, and who is invited to. */
export function PortalFields({ isOpen, onOpen, invitations, onInvite, error }: Props) {
  return (
    <FormPart title="Their people">
      <Switch
        checked={isOpen}
        onChange={(event) => onOpen({ portal_enabled: event.currentTarget.checked })}
        label="Their people may sign in"
        description="They see this customer only. Turning it off signs them out at once."
      />
      {isOpen && invitations !== undefined && onInvite !== undefined && (
        <InvitationLines invitations={invitations} onChange={onInvite} error={error} />
      )}
    </FormPart>
  )
}

type LinesProps = { invitations: readonly InvitationDraft[]; onChange: (invitations: InvitationDraft[]) => void; error: unknown }

function InvitationLines({ invitations, onChange, error }: LinesProps) {
  const change = (key: number, changes: Partial<InvitationDraft>) =>
    onChange(invitations.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  const add = () => onChange([...invitations, { key: nextKey(invitations), email: '', role: 'contributor' }])
  const twice = repeated(invitations)
  return (
    <>
      {invitations.map(({ key, email, role }, index) => (
        <div key={key} className={classes.line}>
          <TextInput
            className={classes.email}
            type="email"
            label={`Invite by e-mail${invitations.length > 1 ? ` (${index + 1})` : ' (optional)'}`}
            maxLength={254}
            autoComplete="off"
            value={email}
            onChange={(event) => change(key, { email: event.currentTarget.value })}
            error={twice.has(key) ? 'This address is here twice.' : issueAt(error, `portal_invitations.${index}.email`)}
          />
          <NativeSelect
            className={classes.role}
            label="Role"
            value={role}
            onChange={(event) => change(key, { role: roleOf(event.currentTarget.value) })}
            data={roles}
          />
          {invitations.length > 1 && (
            <ActionIcon
              className={classes.remove}
              aria-label={`Take out ${email || `line ${index + 1}`}`}
              onClick={() => onChange(invitations.filter((one) => one.key !== key))}
            >
              <IconX className={classes.icon} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {invitations.length < mostPeople && (
        <Button
          className={classes.add}
          variant="subtle"
          size="xs"
          leftSection={<IconPlus className={classes.icon} aria-hidden />}
          onClick={add}
        >
          Add a person
        </Button>
      )}
    </>
  )
}

const roleOf = (text: string): CustomerRole => customerRoles.find((role) => role === text) ?? 'contributor'

const nextKey = (lines: readonly { key: number }[]): number => Math.max(0, ...lines.map(({ key }) => key)) + 1

/** Lines that repeat the address of one above them. */
export function repeated(invitations: readonly InvitationDraft[]): ReadonlySet<number> {
  const seen = new Set<string>()
  const again = new Set<number>()
  for (const { key, email } of invitations) {
    const address = email.trim().toLowerCase()
    if (address !== '' && seen.has(address)) again.add(key)
    seen.add(address)
  }
  return again
}
