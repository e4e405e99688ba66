import type { XmlFragment } from 'yjs'
import type { Room } from '../collab/room.ts'
import type { Access } from '../collab/saveState.ts'
import type { Highlights } from './highlights.ts'

export type RichTextSectionProps = {
  room: Room
  access: Access
  section: { id: string; title: string; placeholder: string }
  /** Where the words are, if not in a section of a document. */
  fragment?: XmlFragment
  /** The text as it was last stored: shown until the live one is here. */
  content: unknown
  /** Id of the element that says what belongs into the section. */
  describedBy?: string | undefined
  /** Letters that are shown in another light, where there can be any. */
  highlights?: Highlights
  /** The reader is in this section: it shows its tools in the slot. */
  isCurrent: boolean
  toolbarSlot: HTMLElement | null
  /** Takes the focus whenever this number grows. */
  focusRequest: number
}
