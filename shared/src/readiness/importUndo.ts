import { z } from 'zod'
import { Day } from '../day.ts'
import { RichText } from '../documents/contract.ts'
import { isWebAddress } from '../evidence/isWebAddress.ts'
import { answerStatuses } from './status.ts'

/** What the cells of a row say, by ids, as a live row may say it; null where they say nothing. */
const Cells = z.object({
  status: z.enum(answerStatuses).nullable(),
  justification: z.string(),
  owner: z.object({ kind: z.enum(['person', 'team']), id: z.guid() }).nullable(),
  due: Day.nullable(),
  evidence: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('link'), url: z.string().refine(isWebAddress) }),
      z.object({ kind: z.literal('item'), id: z.guid() }),
    ])
    .nullable(),
  notes: RichText.nullable(),
})
export type Cells = z.infer<typeof Cells>

const Cell = Cells.keyof()
export type Cell = z.infer<typeof Cell>

/** What takes an import back: what its cells said before, and the hash of what it wrote there, by which to see whether they still say it. */
export const ImportUndo = z
  .array(z.object({ requirement_id: z.uuid(), before: Cells.partial(), written: z.partialRecord(Cell, z.string().max(100)) }))
  .max(2_000)
export type ImportUndo = z.infer<typeof ImportUndo>
