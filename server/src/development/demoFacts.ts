import { factText } from '@certloom/shared/collab/factsDoc'
import { replaceText } from '@certloom/shared/collab/sharedText'
import { factKeys } from '@certloom/shared/facts/catalogue'
import type { FactTexts } from '@certloom/shared/facts/texts'
import type { Services } from '../context.ts'
import { factsRoom } from '../facts/openFacts.ts'
import type { DemoPeople } from './demoPeople.ts'

/** What somebody says once about a customer of the demo world. */
export type DemoFacts = { by: string; texts: FactTexts }

/** Says facts in one sitting, as somebody in the room would; said already, nothing happens. */
export async function sayDemoFacts(
  { live, people }: { live: Services['live']; people: DemoPeople },
  customerId: string,
  { by, texts }: DemoFacts,
): Promise<void> {
  const author = await people.as(by)
  const room = factsRoom(customerId)
  await live.edit(room, author.signedIn, (doc) => {
    for (const key of factKeys) if (texts[key] !== undefined) replaceText(factText(doc, key), texts[key])
  })
  await live.store(room)
}
