import { setImmediate as immediate } from 'node:timers/promises'
import { LiveEvent } from '@certloom/shared/events/contract'
import { z } from 'zod'
import type { Live } from '../context.ts'
import { listen } from '../db/listen.ts'
import type { Db } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import type { Log } from '../log.ts'
import { mirrorStatement } from './mirrorStatement.ts'

const Announcement = LiveEvent.extend({ organizationId: z.uuid(), customerId: z.uuid().nullable() })

/** What changes what a document shows of a checklist, and what makes a document one that shows it. */
const followed: ReadonlySet<LiveEvent['type']> = new Set([
  'readiness.created',
  'readiness.archived',
  'readiness.unarchived',
  'readiness.deleted',
  'answer.changed',
  'document.created',
  'document.changed',
  'document.archived',
  'document.unarchived',
  'document.approved',
  'document.approval_withdrawn',
  'section.unlocked',
  'plan.status_changed',
  'evidence.changed',
  'evidence.accepted',
  'evidence.rejected',
  'evidence.archived',
  'evidence.replaced',
])

type Parts = { url: string; db: Db; live: Live; log: Log }

/**
 * Keeps the documents that show a checklist true, as soon as its rows, or what they name, are stored. What comes while one is written is written
 * together; what is missed is made up for when the document is opened, exported or submitted.
 */
export function followRows({ url, log, ...parts }: Parts): { close(): Promise<void> } {
  const waiting = new Map<string, Customer>()
  let running: Promise<void> | undefined

  /** What one transaction announced comes one by one and is looked up together. */
  async function mirrorAll(): Promise<void> {
    while (waiting.size > 0) {
      await immediate()
      const customers = [...waiting.values()]
      waiting.clear()
      for (const customer of customers)
        await mirrorOf(parts, customer).catch((error: unknown) =>
          log.error({ err: error }, 'a document could not be made to show its checklist'),
        )
    }
    running = undefined
  }

  function announced(payload: string): void {
    const { type, organizationId, customerId } = Announcement.parse(JSON.parse(payload))
    if (!followed.has(type) || customerId === null) return
    waiting.set(customerId, { organizationId, customerId })
    running ??= mirrorAll()
  }

  const listener = listen(url, 'activity', { announced, missed: () => {} }, log)
  return {
    async close() {
      await listener.close()
      waiting.clear()
      await running
    },
  }
}

type Customer = { organizationId: string; customerId: string }

async function mirrorOf(parts: { db: Db; live: Live }, customer: Customer): Promise<void> {
  for (const documentId of await documentsShowing(parts.db, customer))
    await mirrorStatement(parts, { organizationId: customer.organizationId, documentId })
}

/** The documents of a customer that show rows of a checklist. */
const documentsShowing = (db: Db, { organizationId, customerId }: Customer): Promise<string[]> =>
  withTenant(db, { organizationId }, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select d.id
        from customer_document d
        join template_version v on v.id = d.template_version_id
       where d.organization_id = ${organizationId}::uuid and d.customer_id = ${customerId}::uuid and d.archived_at is null
         and jsonb_path_exists(v.fillable_sections, '$[*].checklist_domain')`
    return rows.map(({ id }) => id)
  })
