/** Where menus of cells open: over the whole page, which clips and covers rows, but within its main part. */
export const inPopups = { withinPortal: true, portalProps: { target: '[data-popups]' } } as const
