import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { makeChecklist } from '../readiness/checklist.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { invite, type Person } from '../support/people.ts'
import type { BenchServer } from './benchServer.ts'
import { type Connection, openConnection } from './connection.ts'
import { type Figures, figuresOf } from './figures.ts'

const rounds = 20

/** What takes a right from a person. */
const takings: Record<string, (owner: Person, person: Person) => Promise<unknown>> = {
  'sign out': (_owner, person) => person.api.accounts.logout(),
  'change a role': (owner, { me }) => owner.api.members.changeRole({ user_id: me.user.id, role: 'viewer' }),
  'remove a member': (owner, { me }) => owner.api.members.remove({ user_id: me.user.id }),
}

/**
 * How long it takes from asking for it until a right that is taken away is gone from everything its person has open: two tabs with a document and one
 * with a checklist, of which the last one counts, in milliseconds. A lock closes no socket: it is there when the last open tab was told.
 */
export async function measureRevocation(server: BenchServer, owner: Person): Promise<Record<string, Figures>> {
  const document = await makeDocument(owner, 'Revoked')
  const checklist = await makeChecklist(owner, 'Revoked too')
  const rooms = [document.room, document.room, checklist.room]
  const figures: Record<string, Figures> = {}
  for (const [what, take] of Object.entries(takings)) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const person = await invite(server, owner, 'Ben', 'member')
      const tabs = await Promise.all(rooms.map((room) => openTab(server, person, room)))
      const begun = performance.now()
      await Promise.all([take(owner, person), ...tabs.map(({ closed }) => closed)])
      times.push(performance.now() - begun)
    }
    figures[what] = figuresOf(times)
  }
  return { ...figures, 'lock a section': await measureLock(server, owner, document) }
}

async function measureLock(server: BenchServer, owner: Person, { id, room }: { id: string; room: string }): Promise<Figures> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const tabs = await Promise.all([room, room].map((name) => openTab(server, owner, name)))
    const begun = performance.now()
    const locking = owner.api.documents.lockSection({ document_id: id, section_id: objectives, locked: round % 2 === 0 })
    await Promise.all([locking, ...tabs.map(({ told }) => told)])
    times.push(performance.now() - begun)
    for (const { close } of tabs) close()
  }
  return figuresOf(times)
}

async function openTab(server: BenchServer, person: Person, room: string): Promise<Connection & { told: Promise<void> }> {
  const { ticket } = await person.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
  let tell = (): void => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  const seat = { url: `${server.url.replace('http', 'ws')}/collab`, room, section: '', token: ticket }
  return { ...(await openConnection('hocuspocus', seat, () => tell())), told }
}
