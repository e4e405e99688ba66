/** The id of a section's element. Its section id alone could be that of something else on the page. */
export const sectionElementId = (section: string): string => `section-${section}`

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Brings a section to the top of the paper. */
export function showSection(section: string, behavior: ScrollBehavior = 'smooth'): void {
  document.getElementById(sectionElementId(section))?.scrollIntoView({ block: 'start', behavior: isCalm() ? 'auto' : behavior })
}

/** Where reading goes on in a section without an editor. */
export function focusSectionTitle(section: string): void {
  document.querySelector<HTMLElement>(`#${CSS.escape(sectionElementId(section))} h2`)?.focus({ preventScroll: true })
}
