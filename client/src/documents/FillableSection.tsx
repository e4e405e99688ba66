import { memo } from 'react'
import type { Access } from '../collab/saveState.ts'
import { LaterSection } from './LaterSection.tsx'
import { ListSection } from './ListSection.tsx'
import type { SectionProps } from './sectionProps.ts'
import { TableSection } from './TableSection.tsx'
import { TextSection } from './TextSection.tsx'
import { useSectionLock } from './useSectionLock.ts'

type Props = Omit<SectionProps, 'lock'> & { customerId: string }

const unlessLocked = (access: Access, isLocked: boolean): Access => (access === 'write' && isLocked ? 'read' : access)

/** A section in the form of its kind. While somebody holds its lock it can be read only. */
export const FillableSection = memo(function FillableSection({ customerId, ...given }: Props) {
  const lock = useSectionLock(given.room, given.section.id)
  const props: SectionProps = { ...given, lock, access: unlessLocked(given.access, lock !== undefined) }
  switch (given.section.type) {
    case 'text':
      return <TextSection {...props} />
    case 'table':
      return <TableSection {...props} customerId={customerId} />
    case 'list':
      return <ListSection {...props} />
    case 'evidence':
      return <LaterSection section={given.section} others={given.others} />
  }
})
