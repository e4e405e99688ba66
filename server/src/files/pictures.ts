import limitTo from 'p-limit'
import sharp from 'sharp'

/** Each takes a core and the memory of a picture. */
const atOnce = 2

// Only what uploads may be is read, whatever a file says it is: the other readers have had most of the holes
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'] })
sharp.cache(false)
sharp.concurrency(1)

/** The library that reads pictures, as far as it may. */
export { sharp }

/** Runs what reads a picture, a few at a time. */
export const inTurn = limitTo(atOnce)
