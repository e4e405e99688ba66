import { z } from 'zod'

/** A web address one can follow: http or https, never a script. */
export const WebAddress = z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(2000)
