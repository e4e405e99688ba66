import type { RoomKind } from '@certloom/shared/collab/rooms'
import { findLiveCustomerDocument } from '../documents/liveDocument.ts'
import { findDocumentNotes } from '../documents/liveNotes.ts'
import { findLiveFacts } from '../facts/liveFacts.ts'
import { findSessionNotes } from '../interviews/liveNotes.ts'
import { findLiveSession } from '../interviews/liveSession.ts'
import type { FindLiveResource } from '../liveResource.ts'
import { findLiveChecklist } from '../readiness/liveChecklist.ts'

/** Staff note among themselves beside a document, and during a session. */
const findNotes: FindLiveResource = async (tx, id) => (await findDocumentNotes(tx, id)) ?? findSessionNotes(tx, id)

/** Which noun stands behind which kind of room. A kind that is not here cannot be joined. */
export const resourceFinders: Partial<Record<RoomKind, FindLiveResource>> = {
  document: findLiveCustomerDocument,
  checklist: findLiveChecklist,
  interview: findLiveSession,
  internal: findNotes,
  facts: findLiveFacts,
}
