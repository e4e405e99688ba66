import { textSection } from '@certloom/shared/collab/documentDoc'
import * as Y from 'yjs'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** Writes a paragraph into a text section as this person, through the server's own door to live documents, and stores the revision. */
export async function fillSection(world: World, by: Person, room: string, sectionId: string, words: string): Promise<void> {
  const { live, sessions } = world.app.services
  const found = await sessions.find(by.cookie())
  if (!found) throw new Error(`${by.me.user.name} is not signed in.`)
  await live.edit(room, found.signedIn, (doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    const section = textSection(doc, sectionId)
    section.insert(section.length, [paragraph])
  })
  await live.store(room)
}
