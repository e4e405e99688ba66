import { z } from 'zod'

/** As many rows or items as one paste takes, and as much text. */
const mostRows = 500
const mostText = 400_000

const RowId = z.uuid().optional()

/** What a section is to say: text as Tiptap JSON or plain, the rows of a table, the items of a list; null empties it. New rows need no id. */
const NewContent = z.union([
  z.string().max(mostText),
  z.looseObject({ type: z.string() }),
  z.object({
    rows: z.array(z.object({ id: RowId, cells: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })).max(mostRows),
  }),
  z.array(z.object({ id: RowId, text: z.string() })).max(mostRows),
  z.null(),
])
export type NewContent = z.infer<typeof NewContent>

/** Sections by their ids; those that are left out stay as they are. */
export const NewSections = z.object({
  fillable_sections: z
    .array(z.object({ id: z.string().max(120), content: NewContent }))
    .min(1)
    .max(200),
})
export type NewSection = z.infer<typeof NewSections>['fillable_sections'][number]
