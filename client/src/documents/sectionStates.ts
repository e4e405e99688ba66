import type { DocumentDetail, FilledSection } from '@certloom/shared/documents/contract'
import { documentCompletion } from '@certloom/shared/progress/progress'

export type SectionState = FilledSection['state']

/** What the live document says about a section. */
export type LiveFill = 'empty' | 'blank' | 'filled'

export type Fills = ReadonlyMap<string, LiveFill>

const liveStates = { empty: 'not_started', blank: 'in_progress', filled: 'done' } as const satisfies Record<LiveFill, SectionState>

/** A section's state with what was typed since it was stored. Somebody's "needs work" stands whatever is typed. */
export function stateOf(section: FilledSection, fills: Fills): SectionState {
  const fill = fills.get(section.id)
  return fill === undefined || section.state === 'needs_work' ? section.state : liveStates[fill]
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
