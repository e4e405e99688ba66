/** The eight presence colours; each keeps 4.5:1 against the white label on it. A person's index is stored with them. */
export const presenceColors = ['#c2410c', '#0f766e', '#6d28d9', '#15803d', '#be185d', '#1d4ed8', '#92400e', '#0e7490'] as const

export const presenceColor = (index: number): string => presenceColors[index % presenceColors.length] as string

/** Who somebody in a room is. Set by the server; what a client sends here is overwritten. */
export type PresentPerson = { id: string; name: string; color: string }
