import { setImmediate as immediate } from 'node:timers/promises'
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

  /** What one transaction announced comes one by one and is looked up together. */
  async function mirrorAll(): Promise<void> {
    while (waiting.size > 0) {
      await immediate()
      const together = Map.groupBy(waiting.values(), ({ organizationId }) => organizationId)
      waiting.clear()
      for (const [organizationId, announcements] of together)
        await mirrorAfter(parts, organizationId, announcements).catch((error: unknown) =>
          log.error({ err: error }, 'a document could not be made to show its checklist'),
        )
    }
    running = undefined
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

async function mirrorAfter(parts: { db: Db; live: Live }, organizationId: string, announcements: readonly Announcement[]): Promise<void> {
  const [projects, documents] = [announcements.filter(isOfProject), announcements.filter((one) => !isOfProject(one))].map(idsOf)
  for (const documentId of await documentsShowing(parts.db, { organizationId, projects, documents }))
    await mirrorStatement(parts, { organizationId, documentId })
}

const isOfProject = ({ entity }: Announcement): boolean => entity === 'readiness_project'
const idsOf = (announcements: readonly Announcement[]): string[] => announcements.map(({ id }) => id)

type Changed = { organizationId: string; projects: readonly string[] | undefined; documents: readonly string[] | undefined }

/** Which documents show rows of a checklist: of these, and of those in the customer's plans against the framework of one of these checklists. */
const documentsShowing = (db: Db, { organizationId, projects = [], documents = [] }: Changed): Promise<string[]> =>
  withTenant(db, { organizationId }, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select d.id
        from customer_document d
        join iso_plan p on p.organization_id = d.organization_id and p.id = d.plan_id
        join template_version v on v.id = d.template_version_id
       where d.organization_id = ${organizationId}::uuid and d.archived_at is null
         and jsonb_path_exists(v.fillable_sections, '$[*].checklist_domain')
         and (d.id = any(${documents}::uuid[])
              or (p.customer_id, p.framework_id) in
                 (select r.customer_id, r.framework_id
                    from readiness_project r
                   where r.organization_id = ${organizationId}::uuid and r.id = any(${projects}::uuid[])))`
    return rows.map(({ id }) => id)
  })
