import { z } from 'zod'

/** Query of every list: how many, and where the last answer ended. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1_000).optional(),
})

/** Answer of every list; `next_cursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row), next_cursor: z.string().nullable() })
