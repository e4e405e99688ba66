import { sharp } from '../files/pictures.ts'
import { look } from './look.ts'

/**
 * The word that lies across every page of what nobody approved. It is drawn, not written: no reader of the text meets it between two sentences, and it needs
 * no typeface.
 */
type Stroke = readonly (readonly [x: number, y: number])[]

/** A half circle's worth of points, from its top to its bottom. */
const bow = (x: number, y: number, width: number, height: number): Stroke =>
  Array.from({ length: 13 }, (_, step) => {
    const angle = (step / 12) * Math.PI - Math.PI / 2
    return [x + width * Math.cos(angle), y + height / 2 + (height / 2) * Math.sin(angle)] as const
  })

const letters: readonly (readonly Stroke[])[] = [
  [[[0, 0], ...bow(28, 0, 42, 100), [0, 100], [0, 0]]],
  [
    [[0, 100], [0, 0], ...bow(38, 0, 27, 54), [0, 54]],
    [
      [34, 54],
      [66, 100],
    ],
  ],
  [
    [
      [0, 100],
      [36, 0],
      [72, 100],
    ],
    [
      [13, 66],
      [59, 66],
    ],
  ],
  [
    [
      [58, 0],
      [0, 0],
      [0, 100],
    ],
    [
      [0, 48],
      [48, 48],
    ],
  ],
  [
    [
      [0, 0],
      [70, 0],
    ],
    [
      [35, 0],
      [35, 100],
    ],
  ],
]

const pitch = 100
const width = pitch * letters.length
const middle = { x: (width - 30) / 2, y: 50 }
/** Half of a line's thickness. */
const radius = 7
const side = 480
const turn = -Math.PI / 5

/** Where a point of a letter lies on the square of the mark, turned. */
function placed([x, y]: readonly [number, number], letter: number): readonly [number, number] {
  const [dx, dy] = [x + letter * pitch - middle.x, y - middle.y]
  const at = (value: number): number => Math.round((side / 2 + value) * 10) / 10
  return [at(dx * Math.cos(turn) - dy * Math.sin(turn)), at(dx * Math.sin(turn) + dy * Math.cos(turn))]
}

const strokes: readonly Stroke[] = letters.flatMap((letter, index) => letter.map((stroke) => stroke.map((point) => placed(point, index))))

const opacity = 0.1

/** The mark as it stands in a page of HTML: one path, so that it is no darker where strokes cross. */
export const draftSvg = (): string => {
  const moves = strokes.map((stroke) => `M${stroke.map((point) => point.join(',')).join('L')}`)
  return `<svg class="draft" viewBox="0 0 ${side} ${side}" aria-hidden="true" fill="none" stroke="#${look.warning}" stroke-opacity="${opacity}" stroke-width="${2 * radius}" stroke-linecap="round" stroke-linejoin="round"><path d="${moves.join('')}"/></svg>`
}

/** How far a point is from a line between two others. */
function distance([x, y]: readonly [number, number], [ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

const lines = strokes.flatMap((stroke) => stroke.slice(1).map((end, index) => [stroke[index] ?? end, end] as const))

let drawn: Promise<Buffer> | undefined

/** The mark as a PNG, for formats that take pictures only; the same one every time. */
export function draftPng(): Promise<Buffer> {
  drawn ??= sharp(pixels(), { raw: { width: side, height: side, channels: 4 } })
    .png({ compressionLevel: 9 })
    .toBuffer()
  return drawn
}

function pixels(): Buffer {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(look.warning.slice(at, at + 2), 16))
  const bytes = Buffer.alloc(side * side * 4)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const away = Math.min(...lines.map(([from, to]) => distance([x, y], from, to)))
      const covered = Math.max(0, Math.min(1, radius + 0.5 - away))
      bytes.set([red, green, blue, Math.round(255 * opacity * covered)], (y * side + x) * 4)
    }
  return bytes
}
