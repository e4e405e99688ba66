import { z } from 'zod'
import { factKeys } from './catalogue.ts'

/** What facts say, by key; one that is absent or blank was not said. */
export const FactTexts = z.partialRecord(z.enum(factKeys), z.string())
export type FactTexts = z.infer<typeof FactTexts>

/** A fact that is said otherwise than before; what nobody had said, or says, is empty. */
export const FactChange = z.object({ key: z.enum(factKeys), label: z.string(), before: z.string(), after: z.string() })
export type FactChange = z.infer<typeof FactChange>
