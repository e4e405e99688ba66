import { portableName } from '../files/name.ts'
import { minutesOf } from '../interviews/minutes.ts'
import type { Desk, WrittenFile } from './desk.ts'
import { renderMinutes } from './renderMinutes.ts'

/** The minutes of a session as a file. Throws `not_found` for a session that was archived meanwhile. */
export async function minutesFileOf({ services, job, exported, read, write }: Desk, sessionId: string): Promise<WrittenFile> {
  const { organizationId, requestedById } = job
  const session = await read((tx) =>
    tx.interviewSession.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id: sessionId } } }),
  )
  const minutes = await minutesOf(services, read, { person: { id: requestedById }, actor: { organizationId } }, session)
  const name = portableName(`Minutes ${session.name}`)
  return { name: `${name}.${job.format}`, bytes: await write(renderMinutes(minutes, exported)) }
}
