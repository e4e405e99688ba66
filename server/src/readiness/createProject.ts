import { initialChecklistState } from '@certloom/shared/collab/checklistDoc'
import { roomName } from '@certloom/shared/collab/rooms'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { FrameworkRequirement, ReadinessMode } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sentBefore } from '../db/sentBefore.ts'
import { withTenant } from '../db/tenant.ts'
import { refuseModeWithoutStory } from './mode.ts'
import { emptyRowHash } from './projection.ts'
import { getProjectIn, type ProjectWithRoom } from './service.ts'

/** What somebody wants a new checklist to be. */
export type NewProject = {
  /** chosen by the sender; a new one without */
  id?: string | undefined
  customerId: string
  frameworkId: string
  name: string | undefined
  mode: ReadinessMode
  includesCmmc: boolean
}

const firstEpoch = 1

/**
 * Makes a checklist of a customer: a row for every requirement an auditor looks at, all of them missing and unanswered, and the room they are live in.
 * Sent again under the same id, because the answer was lost, it makes nothing and answers with the checklist that is there.
 * @throws `not_found` for a customer one may not see, `invalid_input` for a framework that is none, or has no story in Story Mode
 */
export function createProject(ctx: SignedInCtx, wanted: NewProject): Promise<ProjectWithRoom> {
  const signedIn = authorize(ctx, 'readiness.write', wanted.customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, wanted.customerId)
    const { id = newId(), customerId } = wanted
    const sent = { id, customerId, createdById: signedIn.person.id }
    const known = await sentBefore(tx, id, () => tx.readinessProject.findFirst({ where: sent }))
    return getProjectIn(tx, known ? id : await createProjectIn(tx, ctx, { ...wanted, id }))
  })
}

/** The same within a transaction that already runs, for a customer that is there. Answers its id. */
export async function createProjectIn(tx: Tx, ctx: SignedInCtx, wanted: NewProject): Promise<string> {
  const { id = newId(), customerId, frameworkId, mode, includesCmmc } = wanted
  const framework = await tx.framework.findUnique({ where: { id: frameworkId } })
  if (!framework) throw new AppError('invalid_input', 'There is no framework with this `iso_standard_id`.')
  refuseModeWithoutStory(mode, framework.code)
  const owner = { organizationId: ctx.signedIn.actor.organizationId, customerId }
  const project = {
    id,
    ...owner,
    frameworkId,
    mode,
    includesCmmc,
    name: wanted.name ?? `${framework.name} readiness ${new Date().getUTCFullYear()}`,
    createdById: ctx.signedIn.person.id,
  }
  const rows = rowsOf(await tx.frameworkRequirement.findMany({ where: { frameworkId, retiredAt: null }, orderBy: { position: 'asc' } }))
  await tx.readinessProject.create({ data: project, select: { id: true } })
  await tx.answer.createMany({ data: rows.map((row) => ({ ...owner, projectId: project.id, ...row, contentHash: emptyRowHash })) })
  await tx.liveDocument.create({
    data: {
      room: roomName({ kind: 'checklist', entityId: project.id, epoch: firstEpoch }),
      ...owner,
      kind: 'checklist',
      entityId: project.id,
      epoch: firstEpoch,
      schemaVersion,
      state: new Uint8Array(initialChecklistState(schemaVersion)),
    },
    select: { room: true },
  })
  await record(tx, byRequester(ctx), {
    action: 'readiness.created',
    entity: { type: 'readiness_project', id: project.id },
    customerId,
    after: { project_name: project.name, iso_code: framework.code, rows: rows.length },
  })
  return project.id
}

type Row = { requirementId: string; position: number; domain: string; inOverall: boolean }

/**
 * The rows of a checklist in their order. A framework with controls is scored by them, and its clauses stand behind, with a score beside; without
 * controls everything counts.
 */
function rowsOf(requirements: readonly FrameworkRequirement[]): Row[] {
  const parents = new Map(requirements.map(({ code, parentCode }) => [code, parentCode]))
  const audited = requirements.filter(({ isAuditable, attributes }) => isAuditable && !isHeading(attributes))
  const hasControls = audited.some(({ kind }) => kind === 'control')
  const rows = audited.map(({ id, code, kind }) => ({
    requirementId: id,
    domain: topOf(code, parents),
    inOverall: !hasControls || kind === 'control',
  }))
  const ordered = [...rows.filter((row) => row.inOverall), ...rows.filter((row) => !row.inOverall)]
  return ordered.map((row, index) => ({ ...row, position: index + 1 }))
}

const isHeading = (attributes: unknown): boolean =>
  typeof attributes === 'object' && attributes !== null && 'is_heading' in attributes && attributes.is_heading === true

function topOf(code: string, parents: ReadonlyMap<string, string | null>): string {
  const parent = parents.get(code)
  return parent === null || parent === undefined ? code : topOf(parent, parents)
}
