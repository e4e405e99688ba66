import { z } from 'zod'

/** The id of what is made, chosen by the sender: sent again, for an answer that was lost, it is answered with what was made. */
export const SentId = z.uuid({ version: 'v7' })
