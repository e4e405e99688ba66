const prefix = '/join/'

/** Is the reader here by a guest link? Such a page asks the few addresses that are for guests, whoever else is signed in in this browser. */
export const isGuestPage = (): boolean => location.pathname.startsWith(prefix)

/** The address of a guest link. */
export const guestAddress = (token: string): string => `${location.origin}${prefix}${token}`
