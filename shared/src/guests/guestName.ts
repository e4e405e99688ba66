/** A guest as others see them, wherever a name stands: nobody can take the name of somebody with an account. */
export const guestName = (typed: string): string => `${prefix}${typed}`

const prefix = 'Guest: '

/** What a guest typed as their name; the name itself for everybody else. */
export const withoutGuest = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
