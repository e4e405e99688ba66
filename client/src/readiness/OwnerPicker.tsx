import type { AnswerOwner } from '@certloom/shared/readiness/status'
import { OwnerMenu } from '../members/OwnerMenu.tsx'
import { useChecklistHost } from './host.ts'
import { inPopups } from './popups.ts'

type Props = { label: string; onChoose: (owner: AnswerOwner | null) => void; onClose: () => void }

/** Chooses who owns rows of the checklist. Mount it to open it. */
export function OwnerPicker({ label, onChoose, onClose }: Props) {
  const { owners, customerId } = useChecklistHost()
  return (
    <OwnerMenu
      label={label}
      choices={owners.choices}
      customerId={customerId}
      onChoose={(owner) => onChoose(owner && { kind: owner.kind, id: owner.id })}
      onClose={onClose}
      popup={inPopups}
    />
  )
}
