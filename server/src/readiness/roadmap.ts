import { type RoadmapRow, roadmapOf, type Step } from '@certloom/shared/readiness/roadmap'
import type { Ctx } from '../context.ts'
import type { ReadinessProject } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type AnswerList, answersIn } from './answers.ts'
import { withReadable } from './service.ts'

type AnswerRow = AnswerList['answers'][number]

/** What is left to do, and what it is shown with. */
export type Roadmap = { steps: Step<RoadmapRow & { answer: AnswerRow }>[]; names: AnswerList['names'] }

const nist = 'nist-800-171r2'

/** What is left to do in a checklist, as of the last stored revision, first things first. */
export function getRoadmap(ctx: Ctx, id: string): Promise<Roadmap> {
  return withReadable(ctx, id, roadmapIn)
}

/** The same within a transaction that already runs. */
export async function roadmapIn(tx: Tx, { id, organizationId, includesCmmc }: ReadinessProject): Promise<Roadmap> {
  const { answers, names, references } = await answersIn(tx, { organizationId, projectId: id })
  const rows = answers.map((answer) => ({
    answer,
    code: answer.requirement.code,
    domain: answer.domain,
    inOverall: answer.inOverall,
    status: answer.status,
    isAnswered: answer.answeredAt !== null,
    references: (references.get(answer.requirementId) ?? []).filter(({ framework }) => framework === nist).map(({ code }) => code),
  }))
  return { steps: roadmapOf(rows, { includesCmmc }), names }
}
