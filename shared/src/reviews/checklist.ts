import type { ProofState } from './missing.ts'

/** The lines a checklist begins with: those found out when a document is submitted, and those people judge. */
export const checkLabels = {
  mandatory_complete: 'All mandatory sections are filled',
  evidence_present: 'Required evidence is there',
  evidence_accepted: 'All linked evidence was accepted',
  evidence_lasts: 'No linked evidence ends soon',
  no_placeholders: 'No placeholders are left in the text',
  comments_resolved: 'All comments are resolved',
  optional_filled: 'Optional sections are filled too',
  meets_requirements: 'The content meets the requirements it cites',
  is_accurate: 'What it says is what is done',
  reads_well: 'Wording and formatting are fit to be shown',
} as const
export type CheckCode = keyof typeof checkLabels

/** What is found instead where such a line is not met. */
const findings: Partial<Record<string, string>> = {
  evidence_accepted: 'Linked evidence was not accepted',
  evidence_lasts: 'Linked evidence ends soon',
  no_placeholders: 'Placeholders are left in the text',
  comments_resolved: 'Comments are not resolved',
  optional_filled: 'Optional sections are empty',
} satisfies Partial<Record<CheckCode, string>>

/** What was found out, said as it is: the line itself only where it is met. */
export const findingOf = ({ code, label, is_met }: { code: string | null; label: string; is_met: boolean | null }): string =>
  (is_met === false && code !== null && findings[code]) || label

/** `isMet` is null where people judge. `sectionIds` are those that speak against it. */
export type GeneratedCheck = { code: CheckCode; label: string; isMet: boolean | null; sectionIds: string[] }

/** A section as a checklist looks at it. */
export type SectionToCheck = { id: string; text: string; isMandatory: boolean; isFilled: boolean; evidence: readonly ProofState[] }

/** Words that stand for what somebody still has to write: "[Company]", "<date>", "TBD", "to be defined", "xxx". */
const placeholder =
  /\[[^\]\n]{2,60}\]|<[a-z][^>\n]{1,60}>|\b(?:TBD|TBC|TODO|FIXME|XXX+|lorem ipsum|to be (?:defined|determined|confirmed|completed))\b/i

/** Does a text still say somewhere that something is to be written there? */
export const hasPlaceholder = (text: string): boolean => placeholder.test(text)

/**
 * The checklist of a document that lacks nothing it is required to have.
 * @param openThreads where conversations are not resolved: section ids, null for those about the document as a whole
 */
export function checklistOf(sections: readonly SectionToCheck[], openThreads: readonly (string | null)[]): GeneratedCheck[] {
  const against = (isAgainst: (section: SectionToCheck) => boolean) => sections.filter(isAgainst).map(({ id }) => id)
  const found = (code: CheckCode, sectionIds: string[]): GeneratedCheck => ({
    code,
    label: checkLabels[code],
    isMet: sectionIds.length === 0,
    sectionIds,
  })
  const judged = (code: CheckCode): GeneratedCheck => ({ code, label: checkLabels[code], isMet: null, sectionIds: [] })
  return [
    found('mandatory_complete', []),
    found('evidence_present', []),
    found(
      'evidence_accepted',
      against(({ evidence }) => evidence.some(({ status }) => status !== 'accepted')),
    ),
    found(
      'evidence_lasts',
      against(({ evidence }) => evidence.some(({ validity }) => validity === 'expiring' || validity === 'expired')),
    ),
    found(
      'no_placeholders',
      against(({ text }) => hasPlaceholder(text)),
    ),
    {
      ...found(
        'comments_resolved',
        [...new Set(openThreads)].filter((id) => id !== null),
      ),
      isMet: openThreads.length === 0,
    },
    found(
      'optional_filled',
      against(({ isMandatory, isFilled }) => !isMandatory && !isFilled),
    ),
    judged('meets_requirements'),
    judged('is_accurate'),
    judged('reads_well'),
  ]
}
