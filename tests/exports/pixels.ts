import type { Canvas } from '@napi-rs/canvas'

const pixelsOf = (canvas: Canvas): Uint8ClampedArray => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data

/**
 * Compares two pictures of one size, pixel by pixel.
 * @returns how many pixels differ, and how many of those are part of the words of the first, as dark as ink
 */
export function differing(first: Canvas, second: Canvas): { all: number; inked: number } {
  const [a, b] = [pixelsOf(first), pixelsOf(second)]
  const found = { all: 0, inked: 0 }
  for (let at = 0; at < a.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = a.subarray(at, at + 3)
    if (Math.max(Math.abs(red - (b[at] ?? 0)), Math.abs(green - (b[at + 1] ?? 0)), Math.abs(blue - (b[at + 2] ?? 0))) <= 8) continue
    found.all++
    if (Math.max(red, green, blue) < 60) found.inked++
  }
  return found
}
