/**
 * How far a document is, in whole percent: floor(mandatory filled / mandatory x 100); a document with no mandatory section is complete
 * (PRODUCT decision 11). A section that somebody marked as needing work does not count as filled (decision 10).
 */
export function documentCompletion(sections: readonly { isMandatory: boolean; isFilled: boolean; needsWork?: boolean }[]): {
  total: number
  completed: number
  percentage: number
} {
  const mandatory = sections.filter((section) => section.isMandatory)
  const completed = mandatory.filter((section) => section.isFilled && section.needsWork !== true).length
  return { total: mandatory.length, completed, percentage: mandatory.length === 0 ? 100 : Math.floor((completed / mandatory.length) * 100) }
}
