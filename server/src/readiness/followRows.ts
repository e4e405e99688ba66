import { LiveEvent } from '@certloom/shared/events/contract'
import { z } from 'zod'
import type { Live } from '../context.ts'
import { listen } from '../db/listen.ts'
import type { Db } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import type { Log } from '../log.ts'
import { mirrorStatement } from './mirrorStatement.ts'

const Announcement = LiveEvent.extend({ organizationId: z.uuid() })
type Announcement = z.infer<typeof Announcement>

/** What changes what a document shows of a checklist, and what makes a document one that shows it. */
const ofChecklists: ReadonlySet<LiveEvent['type']> = new Set(['readiness.created', 'readiness.unarchived', 'answer.changed'])
const ofDocuments: ReadonlySet<LiveEvent['type']> = new Set(['document.created', 'document.unarchived', 'section.unlocked'])

type Parts = { url: string; db: Db; live: Live; log: Log }

/**
 * Keeps the documents that show a checklist true, as soon as its rows are stored. What comes while one is written is written together; what is missed
 * is made up for when the document is opened.
 */
export function followRows({ url, log, ...parts }: Parts): { close(): Promise<void> } {
  const waiting = new Map<string, Announcement>()
  let running: Promise<void> | undefined

  async function mirrorAll(): Promise<void> {
    for (let next = takeOne(); next; next = takeOne())
      await mirrorAfter(parts, next).catch((error: unknown) =>
        log.error({ err: error }, 'a document could not be made to show its checklist'),
      )
    running = undefined
  }

  function takeOne(): Announcement | undefined {
    const [first] = waiting
    if (first) waiting.delete(first[0])
    return first?.[1]
  }

  function announced(payload: string): void {
    const announcement = Announcement.parse(JSON.parse(payload))
    const { type, entity, id } = announcement
    if (!ofChecklists.has(type) && !ofDocuments.has(type)) return
    waiting.set(`${entity} ${id}`, announcement)
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

async function mirrorAfter(parts: { db: Db; live: Live }, { entity, id, organizationId }: Announcement): Promise<void> {
  const ids = entity === 'readiness_project' ? await documentsShowing(parts.db, { organizationId, projectId: id }) : [id]
  for (const documentId of ids) await mirrorStatement(parts, { organizationId, documentId })
}

/** The documents of the customer's plans against the framework of a checklist that show rows of it. */
const documentsShowing = (db: Db, { organizationId, projectId }: { organizationId: string; projectId: string }): Promise<string[]> =>
  withTenant(db, { organizationId }, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select d.id
        from readiness_project r
        join iso_plan p on p.organization_id = r.organization_id and p.customer_id = r.customer_id and p.framework_id = r.framework_id
        join customer_document d on d.organization_id = p.organization_id and d.plan_id = p.id and d.archived_at is null
        join template_version v on v.id = d.template_version_id
       where r.organization_id = ${organizationId}::uuid and r.id = ${projectId}::uuid
         and jsonb_path_exists(v.fillable_sections, '$[*].checklist_domain')`
    return rows.map(({ id }) => id)
  })
