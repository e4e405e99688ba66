import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { presentFramework, presentRequirement } from './present.ts'
import { listFrameworks, listRequirements } from './service.ts'

const Cursor = z.tuple([z.int32()])
const cursorOf = (row: { position: number }): string => keyset(row.position)

export const frameworkRoutes = {
  list: protectedBySession.frameworks.list.handler(async ({ context, input: { limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    return toPage(await listFrameworks(context, { limit, after }), limit, cursorOf, presentFramework)
  }),
  requirements: protectedBySession.frameworks.requirements.handler(async ({ context, input: { framework_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    return toPage(await listRequirements(context, framework_id, { limit, after }), limit, cursorOf, presentRequirement)
  }),
}
