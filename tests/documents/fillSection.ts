import { textSection } from '@certloom/shared/collab/documentDoc'
import * as Y from 'yjs'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** Writes a paragraph into a text section as this person, through the server's own door to live documents, and stores the revision. */
export const fillSection = (world: World, by: Person, room: string, sectionId: string, words: string): Promise<void> =>
  editSection(world, by, room, (doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    const section = textSection(doc, sectionId)
    section.insert(section.length, [paragraph])
  })

/** Takes everything out of a text section, in the same way. */
export const emptySection = (world: World, by: Person, room: string, sectionId: string): Promise<void> =>
  editSection(world, by, room, (doc) => {
    const section = textSection(doc, sectionId)
    section.delete(0, section.length)
  })

async function editSection(world: World, by: Person, room: string, change: (doc: Y.Doc) => void): Promise<void> {
  const { live, sessions } = world.app.services
  const found = await sessions.find(by.cookie())
  if (!found) throw new Error(`${by.me.user.name} is not signed in.`)
  await live.edit(room, found.signedIn, change)
  await live.store(room)
}
