/** Days a task can be due on: a typed `0206` or `20260` is a slip. */
export const firstDueDate = '2000-01-01'
export const lastDueDate = '2199-12-31'

/** Is this a day a task can be due on? */
export const isDueDate = (day: string): boolean => day >= firstDueDate && day <= lastDueDate
