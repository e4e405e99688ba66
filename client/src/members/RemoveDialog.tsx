import { useMutation, useQueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { Member } from './member.ts'

/** Asks before taking a person out, because only a new invitation brings them back. */
export function RemoveDialog({ member, from, onClose }: { member: Member; from: string; onClose: () => void }) {
  const queryClient = useQueryClient()
  const remove = useMutation(
    q.members.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: q.members.key() })
        announce(`${member.name} is removed`)
        onClose()
      },
    }),
  )
  return (
    <FormDialog
      title={`Remove ${member.name}?`}
      submitLabel={`Remove ${member.name}`}
      danger
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate({ user_id: member.user_id })}
      onClose={onClose}
    >
      <p>
        {member.name} loses access to {from} at once, also in documents that are open now. What they wrote stays, with their name. To come
        back they need a new invitation.
      </p>
    </FormDialog>
  )
}
