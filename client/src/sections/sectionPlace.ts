const prefix = 'section-'

/** The id of a section's element. Its section id alone could be that of something else on the page. */
export const sectionElementId = (section: string): string => `${prefix}${section}`

/** The section an element is in. */
export const sectionOfElement = (element: Element): string | undefined =>
  element.closest(`section[id^="${prefix}"]`)?.id.slice(prefix.length)

/** The section that takes most of what can be seen of the paper; null if none does. */
export function sectionInView(scroller: Element): string | null {
  const frame = scroller.getBoundingClientRect()
  let most = { section: null as string | null, height: 0 }
  for (const element of scroller.querySelectorAll(`section[id^="${prefix}"]`)) {
    const { top, bottom } = element.getBoundingClientRect()
    const height = Math.min(bottom, frame.bottom) - Math.max(top, frame.top)
    if (height > most.height) most = { section: element.id.slice(prefix.length), height }
  }
  return most.section
}

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** The id of the same section's element in a version that is being looked at, which lies over the live one. */
export const versionElementId = (section: string): string => `version-${section}`

/** Brings a section to the top of the paper. */
export function showSection(section: string, behavior: ScrollBehavior = 'smooth', idOf = sectionElementId): void {
  document.getElementById(idOf(section))?.scrollIntoView({ block: 'start', behavior: isCalm() ? 'auto' : behavior })
}

/** Where reading goes on in a section without an editor. */
export function focusSectionTitle(section: string, idOf = sectionElementId): void {
  document.querySelector<HTMLElement>(`#${CSS.escape(idOf(section))} h2`)?.focus({ preventScroll: true })
}
