/** Parses a piece of HTML apart from the page, where nothing in it runs or loads. A base address is the one thing that browsers look at even there. */
export const parseInert = (html: string): HTMLElement =>
  new DOMParser().parseFromString(html.replaceAll(/<base\b[^>]*>/gi, ''), 'text/html').body
