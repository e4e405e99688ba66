import type { Ctx } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { namesOf } from '../members/names.ts'
import { withReadable } from './service.ts'

const withRequirement = { requirement: true } satisfies Prisma.AnswerInclude

type AnswerRow = Prisma.AnswerGetPayload<{ include: typeof withRequirement }>

/** A requirement of another framework that bears on one of ours. */
export type Reference = { requirementId: string; framework: string; code: string; title: string; confidence: string }

/** Rows of a checklist with what they are shown with. */
export type AnswerList = { answers: AnswerRow[]; names: ReadonlyMap<string, string>; references: ReadonlyMap<string, Reference[]> }

/** The rows of a checklist after a position, one more than `limit` if there are more. */
export function listAnswers(ctx: Ctx, id: string, { limit, after = 0 }: { limit: number; after: number | undefined }): Promise<AnswerList> {
  return withReadable(ctx, id, async (tx, { organizationId }) => {
    const where = { organizationId, projectId: id, position: { gt: after } }
    return withWords(tx, await tx.answer.findMany({ where, include: withRequirement, orderBy: { position: 'asc' }, take: limit + 1 }))
  })
}

/** All rows of a checklist, one, or its controls, in their order; within a transaction that already runs. */
export async function answersIn(
  tx: Tx,
  key: { organizationId: string; projectId: string; requirementId?: string; inOverall?: boolean },
): Promise<AnswerList> {
  return withWords(tx, await tx.answer.findMany({ where: key, include: withRequirement, orderBy: { position: 'asc' } }))
}

async function withWords(tx: Tx, answers: AnswerRow[]): Promise<AnswerList> {
  const people = await namesOf(
    tx,
    answers.flatMap(({ ownerUserId, updatedById }) => [ownerUserId, updatedById]),
  )
  const teams = await tx.team.findMany({
    where: { id: { in: answers.flatMap(({ ownerTeamId }) => ownerTeamId ?? []) } },
    select: { id: true, name: true },
  })
  const found = await referencesOf(
    tx,
    answers.map(({ requirementId }) => requirementId),
  )
  return {
    answers,
    names: new Map([...people, ...teams.map(({ id, name }): [string, string] => [id, name])]),
    references: Map.groupBy(found, ({ requirementId }) => requirementId),
  }
}

/** Requirements of other frameworks and editions that the catalogue pairs with these. */
const referencesOf = (tx: Tx, requirementIds: readonly string[]): Promise<Reference[]> =>
  tx.$queryRaw<Reference[]>`
    select pair.own as "requirementId", f.code as framework, r.code, r.title, pair.confidence
      from (select source_requirement_id as own, target_requirement_id as other, confidence from requirement_mapping
             where source_requirement_id = any(${requirementIds}::uuid[])
            union select target_requirement_id, source_requirement_id, confidence from requirement_mapping
             where target_requirement_id = any(${requirementIds}::uuid[])) pair
      join framework_requirement r on r.id = pair.other
      join framework f on f.id = r.framework_id
     order by f.position, r.position`
