import { z } from 'zod'

/** Somebody as others see them in lists and histories. */
export const Person = z.object({ id: z.uuid(), name: z.string() })
