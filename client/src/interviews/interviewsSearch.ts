import type { SessionStatus } from '@certloom/shared/interviews/contract'
import { sessionStatuses } from '@certloom/shared/interviews/listing'

/** Which sessions are listed, as the address says it. */
export type InterviewsSearch = { status?: SessionStatus | undefined }

/** Reads the address; what is nothing of ours is left out. */
export const interviewsSearch = ({ status }: Record<string, unknown>): InterviewsSearch => ({
  status: sessionStatuses.find((known) => known === status),
})
