import { usualColor } from '@certloom/shared/organizations/brand'

/** Colours and typefaces of exported documents, the same in every format. They are those of the product's light theme. */
export const look = {
  accent: usualColor,
  ink: '1d1f23',
  quiet: '555a62',
  line: 'c9c5bd',
  ground: 'f4f2ee',
  /** what looks like the ground on white, and lets what lies behind it through */
  stain: '62450c12',
  warning: 'b3372f',
} as const
