import type { FilledSection } from '@certloom/shared/documents/contract'
import type { ReactNode } from 'react'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import type { Access } from '../collab/saveState.ts'

/** What every kind of live section is given. */
export type SectionProps = {
  section: FilledSection
  room: Room
  /** What may be done with this section: no more than with the room, and nothing while it is locked. */
  access: Access
  others: readonly PersonHere[]
  /** What stands below the content: the evidence for it. */
  footer: ReactNode
  /** Takes the focus whenever this number grows. */
  focusRequest: number
  /** The reader came into the section, or left it. */
  onPresence: (section: string, isIn: boolean) => void
}
