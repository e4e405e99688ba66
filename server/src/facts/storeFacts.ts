import type { Author, Services } from '../context.ts'
import { factsRoom } from './openFacts.ts'

/** Stores a customer's facts as they are at this moment; opening the room brings what a crash left in the log. Throws `not_durable` if that fails. */
export async function storeFacts({ live }: Pick<Services, 'live'>, author: Author, customerId: string): Promise<void> {
  const room = factsRoom(customerId)
  await live.edit(room, author, () => {})
  await live.store(room)
}
