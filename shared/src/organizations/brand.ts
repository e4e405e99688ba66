/** The most bytes a logo may have when it is given; what is kept of it is smaller. */
export const maxLogoBytes = 500_000

/** The colour of exported files of an organization that has chosen none, as six hex digits: the accent of the interface. */
export const usualColor = '2f5bd7'

/** What text needs against its ground to be read by everybody (WCAG 2.2, 1.4.3). */
const leastContrast = 4.5

const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

const luminance = (hex: string): number => 0.2126 * channel(hex, 0) + 0.7152 * channel(hex, 2) + 0.0722 * channel(hex, 4)

/** Can words in this colour be read on white paper? */
export const isReadableOnPaper = (hex: string): boolean => 1.05 / (luminance(hex) + 0.05) >= leastContrast
