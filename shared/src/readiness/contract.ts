import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Day } from '../day.ts'
import { RichText } from '../documents/contract.ts'
import { WebAddress } from '../evidence/webAddress.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { SentId } from '../sentId.ts'
import { fileFields, fileFormats } from './checklistFile.ts'
import { ImportUndo } from './importUndo.ts'
import { Statement, Support } from './statementContract.ts'
import { answerStatuses } from './status.ts'

export const readinessModes = ['story', 'list'] as const

const percentage = z.number().min(0).max(100).nullable()

/** A heading of the framework that rows stand under, with its score: `points` (1 for ready, half for partial) out of `counted` rows that apply. */
export const DomainScore = z.object({
  code: z.string(),
  title: z.string(),
  /** false for clauses beside controls, which have a score of their own */
  in_overall: z.boolean(),
  rows: z.number().int(),
  answered: z.number().int(),
  ready: z.number().int(),
  partial: z.number().int(),
  missing: z.number().int(),
  not_applicable: z.number().int(),
  points: z.number(),
  counted: z.number().int(),
  /** null where no row applies */
  percentage,
})

/** `overall_percentage` is the mean of the domains in it, `clauses_percentage` that of the others; null without any. */
export const Score = z.object({
  overall_percentage: percentage,
  clauses_percentage: percentage,
  rows: z.number().int(),
  answered: z.number().int(),
  domains: z.array(DomainScore),
})
export type Score = z.infer<typeof Score>

export const ReadinessProject = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  iso_standard_id: z.uuid(),
  iso_code: z.string(),
  iso_standard_name: z.string(),
  project_name: z.string(),
  mode: z.enum(readinessModes),
  includes_cmmc: z.boolean(),
  revision: z.number().int(),
  overall_percentage: percentage,
  clauses_percentage: percentage,
  rows: z.number().int(),
  answered: z.number().int(),
  archived_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})

/** One project with the room its rows are live in. */
export const ReadinessProjectDetail = ReadinessProject.extend({ room: z.string() })
export type ReadinessProjectDetail = z.infer<typeof ReadinessProjectDetail>

export const AnswerOwner = z.object({ kind: z.enum(['person', 'team']), id: z.uuid(), name: z.string() })

/** A requirement of another framework that bears on a row; `confidence` is how the pair was derived. */
export const Reference = z.object({ framework: z.string(), code: z.string(), title: z.string(), confidence: z.string() })

/** A row of a checklist as of the last stored revision. `answered_at` is null while nobody has answered; it then counts as missing. */
export const Answer = z.object({
  requirement_id: z.uuid(),
  code: z.string(),
  title: z.string(),
  domain: z.string(),
  in_overall: z.boolean(),
  /** no longer in the catalogue; kept with what was answered */
  is_retired: z.boolean(),
  attributes: z.record(z.string(), z.unknown()),
  references: z.array(Reference),
  status: z.enum(answerStatuses),
  answered_at: z.iso.datetime().nullable(),
  justification: z.string(),
  owner: AnswerOwner.nullable(),
  due_date: z.iso.date().nullable(),
  evidence_url: z.string().nullable(),
  evidence_id: z.uuid().nullable(),
  notes: RichText.nullable(),
  notes_text: z.string(),
  updated_at: z.iso.datetime().nullable(),
  updated_by: Person.nullable(),
})
export type Answer = z.infer<typeof Answer>

/** Something that changed in a row: which value, from what to what, by whom. */
export const AnswerChange = z.object({
  id: z.uuid(),
  field: z.string(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }),
  created_at: z.iso.datetime(),
})
export type AnswerChange = z.infer<typeof AnswerChange>

const ProjectName = z.string().trim().min(1).max(200)

/** What a project begins with. */
export const NewReadinessProject = z.object({
  id: SentId.optional(),
  customer_id: z.uuid(),
  iso_standard_id: z.uuid(),
  project_name: ProjectName.optional(),
  mode: z.enum(readinessModes).default('list'),
  includes_cmmc: z.boolean().default(false),
})

/** Changes of one row; what is left out stays. */
export const AnswerInput = z.object({
  status: z.enum(answerStatuses).optional(),
  justification: z.string().max(4_000).optional(),
  owner: z
    .object({ kind: z.enum(['person', 'team']), id: z.uuid() })
    .nullable()
    .optional(),
  due_date: Day.nullable().optional(),
  evidence_url: WebAddress.nullable().optional(),
  evidence_id: z.uuid().nullable().optional(),
})

/** Why a row stands where it stands on the roadmap. */
export const RoadmapReason = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('cmmc'), references: z.array(z.string()) }),
  z.object({ rule: z.literal('blocker'), why: z.string(), unlocks: z.array(z.string()) }),
  z.object({ rule: z.literal('low_domain'), domain: z.string(), percentage: z.number() }),
  z.object({ rule: z.literal('remaining') }),
])

/** A row that is not ready yet; 1 is what to do first. */
export const RoadmapStep = z.object({
  priority: z.number().int(),
  requirement_id: z.uuid(),
  code: z.string(),
  title: z.string(),
  domain: z.string(),
  status: z.enum(answerStatuses),
  owner: AnswerOwner.nullable(),
  due_date: z.iso.date().nullable(),
  reasons: z.array(RoadmapReason),
})

/** Something of a file that cannot be used; `line` is that of a CSV, or the number of the row in JSON; 0 for the file as a whole. */
const ImportProblem = z.object({ line: z.number().int(), code: z.string().nullable(), message: z.string() })

/** What importing a file would do. Nothing of it is imported while there are problems. */
export const ImportPreview = z.object({
  rows: z.number().int(),
  problems: z.array(ImportProblem),
  changes: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      fields: z.array(z.object({ field: z.enum(fileFields), before: z.string().nullable(), after: z.string().nullable() })),
    }),
  ),
  /** tells these changes from others: an import that names it is refused once it would change something else */
  seen: z.string(),
})
export type ImportPreview = z.infer<typeof ImportPreview>

/** More than a checklist fills in years. */
const mostCharacters = 5_000_000

const one = z.object({ project_id: z.uuid() })
const imported = one.extend({ format: z.enum(fileFormats), content: z.string().max(mostCharacters) })
const row = one.extend({ requirement_id: z.uuid() })
const path = '/readiness-projects'
const tags = ['readiness']

export const readinessContract = {
  list: oc
    .route({ method: 'GET', path, summary: 'Checklists, newest first; of one customer, or of all one may see', tags })
    .input(
      pageQuery.extend({
        customer_id: z.uuid().optional(),
        archived: z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]).default(false),
      }),
    )
    .output(pageOf(ReadinessProject)),
  get: oc
    .route({ method: 'GET', path: `${path}/{project_id}`, summary: 'One checklist and the room its rows are live in', tags })
    .input(one)
    .output(ReadinessProjectDetail),
  create: oc
    .route({
      method: 'POST',
      path,
      successStatus: 201,
      summary: 'A checklist with a row for everything an auditor looks at, unanswered',
      tags,
    })
    .input(NewReadinessProject)
    .output(ReadinessProjectDetail),
  update: oc
    .route({ method: 'PATCH', path: `${path}/{project_id}`, summary: 'Name, mode, NIST references; archive it or bring it back', tags })
    .input(
      one.extend({
        project_name: ProjectName.optional(),
        mode: z.enum(readinessModes).optional(),
        includes_cmmc: z.boolean().optional(),
        archived: z.boolean().optional(),
      }),
    )
    .output(ReadinessProject),
  remove: oc
    .route({
      method: 'DELETE',
      path: `${path}/{project_id}`,
      successStatus: 204,
      summary: 'Delete an archived checklist with its answers; what happened stays in the log',
      tags,
    })
    .input(one),
  answers: oc
    .route({ method: 'GET', path: `${path}/{project_id}/answers`, summary: 'Its rows as last stored, in the order of the framework', tags })
    .input(pageQuery.extend(one.shape))
    .output(pageOf(Answer)),
  answer: oc
    .route({
      method: 'PATCH',
      path: `${path}/{project_id}/answers/{requirement_id}`,
      summary: 'Change a row through its live document; answers the new scores',
      tags,
    })
    .input(row.extend(AnswerInput.shape))
    .output(z.object({ answer: Answer, score: Score })),
  answerHistory: oc
    .route({
      method: 'GET',
      path: `${path}/{project_id}/answers/{requirement_id}/history`,
      summary: 'What changed in a row, newest first',
      tags,
    })
    .input(pageQuery.extend(row.shape))
    .output(pageOf(AnswerChange)),
  roadmap: oc
    .route({
      method: 'GET',
      path: `${path}/{project_id}/roadmap`,
      summary: 'What is left to do, in the order in which it pays, and why',
      tags,
    })
    .input(one)
    .output(z.object({ data: z.array(RoadmapStep) })),
  makeTasks: oc
    .route({
      method: 'POST',
      path: `${path}/{project_id}/roadmap/tasks`,
      successStatus: 201,
      summary: 'A task of the customer for each of these rows that is still to be done; rows that have theirs keep it',
      tags,
    })
    .input(one.extend({ requirement_ids: z.array(z.uuid()).min(1).max(500) }))
    .output(z.object({ created: z.number().int() })),
  export: oc
    .route({
      method: 'GET',
      path: `${path}/{project_id}/export`,
      summary: 'The rows as a file that can be imported again; refused while a row does not apply and nothing says why',
      tags,
    })
    .input(one.extend({ format: z.enum(fileFormats) }))
    .output(z.file()),
  previewImport: oc
    .route({
      method: 'POST',
      path: `${path}/{project_id}/import/preview`,
      summary: 'What importing a file would change, and what of it cannot be used, line by line',
      tags,
    })
    .input(imported)
    .output(ImportPreview),
  import: oc
    .route({
      method: 'POST',
      path: `${path}/{project_id}/import`,
      summary: 'Change rows to what a file says, through the live document: all of it or nothing. `undo` is what takes it back',
      tags,
    })
    .input(imported.extend({ seen: z.string().max(100).optional() }))
    .output(z.object({ changed: z.number().int(), undo: ImportUndo })),
  undoImport: oc
    .route({
      method: 'POST',
      path: `${path}/{project_id}/import/undo`,
      summary: 'Take an import back, cell by cell: what somebody changed since stays, and its rows are counted as `kept`',
      tags,
    })
    .input(one.extend({ undo: ImportUndo }))
    .output(z.object({ back: z.number().int(), kept: z.number().int() })),
  support: oc
    .route({
      method: 'GET',
      path: `${path}/{project_id}/answers/{requirement_id}/support`,
      summary: 'Documents and evidence of the customer’s plans that bear on a row, and the status they speak for',
      tags,
    })
    .input(row)
    .output(Support),
  statement: oc
    .route({
      method: 'GET',
      path: `${path}/{project_id}/statement`,
      summary: 'Its Statement of Applicability: which controls apply, why, and how each is implemented',
      tags,
    })
    .input(one)
    .output(Statement),
  score: oc
    .route({ method: 'GET', path: `${path}/{project_id}/score`, summary: 'How ready it is, with the numbers behind it', tags })
    .input(one)
    .output(Score),
  scoreHistory: oc
    .route({ method: 'GET', path: `${path}/{project_id}/score-history`, summary: 'How ready it was on the days it was worked on', tags })
    .input(pageQuery.extend(one.shape))
    .output(
      pageOf(z.object({ day: z.iso.date(), overall_percentage: percentage, clauses_percentage: percentage, answered: z.number().int() })),
    ),
}
