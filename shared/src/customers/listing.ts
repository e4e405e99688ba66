/** `progress`: the mean of the active plans; `due_date`: what is due next in them. What has no such value comes last, in either order. */
export const customerSorts = ['name', 'progress', 'due_date', 'added'] as const
export type CustomerSort = (typeof customerSorts)[number]

export const sortOrders = ['asc', 'desc'] as const
export type SortOrder = (typeof sortOrders)[number]

/** How far the active plans are on average: not at all, somewhere, completely; or there is none. */
export const progressBands = ['no_plan', 'not_started', 'under_way', 'complete'] as const
export type ProgressBand = (typeof progressBands)[number]
