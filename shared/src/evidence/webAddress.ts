import { z } from 'zod'
import { isWebAddress } from './isWebAddress.ts'

const advice = 'use an address that begins with http:// or https://'

/** A web address one can follow: http or https, never a script. */
export const WebAddress = z.url({ error: advice, abort: true }).max(2000).refine(isWebAddress, advice)
