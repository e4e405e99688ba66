import type { Conventions } from '@certloom/shared/collab/readCell'

const dateParts = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(0)
const orderOf = (type: Intl.DateTimeFormatPartTypes): number => dateParts.findIndex((part) => part.type === type)

/** How this reader's country writes numbers and dates. */
export const conventions: Conventions = {
  decimal: new Intl.NumberFormat().formatToParts(1.5).some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.',
  isMonthFirst: orderOf('month') < orderOf('day') && orderOf('year') !== 0,
}
