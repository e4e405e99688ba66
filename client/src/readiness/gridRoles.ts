/**
 * What the parts of the grid are to assistive technology. A virtual grid places its rows one by one, which a table cannot do: so its parts are said
 * instead of tagged, and the focus is on what is in the cells.
 */
export const gridRoles = {
  grid: 'grid',
  group: 'rowgroup',
  row: 'row',
  columnHeader: 'columnheader',
  rowHeader: 'rowheader',
  cell: 'gridcell',
} as const
