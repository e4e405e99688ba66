import { LiveEvent } from '@certloom/shared/events/contract'
import { z } from 'zod'
import type { Live } from '../context.ts'
import { listen } from '../db/listen.ts'
import type { Db } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import type { Log } from '../log.ts'
import { carry } from './carryAnswers.ts'

const Announcement = LiveEvent.extend({ organizationId: z.uuid() })

type Parts = { url: string; db: Db; live: Live; log: Log }

/**
 * Carries answers to the other sections they fill as soon as they are stored, while a session over them is under way. What is missed here, the end
 * of the session makes up for.
 */
export function followEdits({ url, log, ...parts }: Parts): { close(): Promise<void> } {
  let last = Promise.resolve()

  async function carryFrom(organizationId: string, documentId: string): Promise<void> {
    const sessions = await withTenant(parts.db, { organizationId }, (tx) =>
      tx.interviewQuestion.findMany({
        where: { organizationId, documentId, session: { status: 'active', archivedAt: null } },
        distinct: ['sessionId'],
        select: { sessionId: true },
      }),
    )
    for (const { sessionId } of sessions) await carry(parts, { organizationId, sessionId })
  }

  function announced(payload: string): void {
    const { type, id, organizationId } = Announcement.parse(JSON.parse(payload))
    if (type !== 'section.edited') return
    // One after another: two at once would both find a section empty, and fill it twice.
    last = last
      .then(() => carryFrom(organizationId, id))
      .catch((error: unknown) => log.error({ err: error }, 'an answer could not be carried to another section'))
  }

  const listener = listen(url, 'activity', { announced, missed: () => {} }, log)
  return {
    async close() {
      await listener.close()
      await last
    },
  }
}
