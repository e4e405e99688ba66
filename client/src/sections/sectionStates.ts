import type { DocumentDetail, FilledSection } from '@certloom/shared/documents/contract'
import { documentCompletion } from '@certloom/shared/progress/progress'

export type SectionState = FilledSection['state']

/** What the live document says about a section. */
export type LiveFill = 'empty' | 'blank' | 'filled' | 'needs_work'

export type Fills = ReadonlyMap<string, LiveFill>

const liveStates = { empty: 'not_started', blank: 'in_progress', filled: 'done', needs_work: 'needs_work' } as const satisfies Record<
  LiveFill,
  SectionState
>

/** A section's state with what was typed and marked since it was stored. */
export function stateOf(section: FilledSection, fills: Fills): SectionState {
  const fill = fills.get(section.id)
  return fill === undefined ? section.state : liveStates[fill]
}

export type Completion = { total: number; completed: number; percentage: number }

/** How far the document is: counted from the live text once it is here, and what the server said before that. */
export function completionOf(document: DocumentDetail, fills: Fills): Completion {
  if (fills.size === 0) {
    const { mandatory_sections_total: total, mandatory_sections_completed: completed, completion_percentage: percentage } = document
    return { total, completed, percentage }
  }
  return documentCompletion(
    document.content.fillable_sections.map((section) => ({
      isMandatory: section.is_mandatory,
      isFilled: stateOf(section, fills) === 'done',
    })),
  )
}
