import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { q } from '../api/client.ts'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { EvidencePanel } from './EvidencePanel.tsx'
import type { Requirement } from './RequiredTable.tsx'

/** The evidence of a requirement that no document has a place for, and the ways to give more. */
export function GiveDialog({ requirement, customerId, onClose }: { requirement: Requirement; customerId: string; onClose: () => void }) {
  useFocusReturn()
  const { task_id, title, evidence_description } = requirement
  const place = useMemo(() => ({ customerId, target: { task_id } }), [customerId, task_id])
  const { data: settings } = useQuery(q.organizations.settings.queryOptions())
  return (
    <Modal opened onClose={onClose} title={title}>
      {evidence_description && <p>{evidence_description}</p>}
      {settings && <EvidencePanel place={place} label={title} policy={settings.evidence_policy} isLocked={false} />}
    </Modal>
  )
}
