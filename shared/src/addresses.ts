/** Is this path one of an interface or of a built file, and not of a page? */
export const isInterface = (path: string): boolean => /^\/(api|collab|assets|docs|healthz|readyz|metrics|openapi\.json)(\/|\?|$)/.test(path)
