import { z } from 'zod'
import { factKeys } from './catalogue.ts'

/** What facts say, by key; one that is absent or blank was not said. */
export const FactTexts = z.partialRecord(z.enum(factKeys), z.string())
export type FactTexts = z.infer<typeof FactTexts>
