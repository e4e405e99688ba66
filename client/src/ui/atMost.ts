/** How a button reads that takes at most so many of what is picked. */
export const atMost = (label: string, picked: number, limit: number): string => (picked > limit ? `${label} the first ${limit}` : label)
