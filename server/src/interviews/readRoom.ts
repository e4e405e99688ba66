import { type Agreed, readAgreed } from '@certloom/shared/collab/sessionDoc'
import { AppError } from '@certloom/shared/errors'
import type { Author, Services } from '../context.ts'
import { sessionRoom } from './liveSession.ts'

/** What the people in a session agreed on, as of this moment. Throws `not_found` for a session that is archived. */
export async function readRoom({ live }: Pick<Services, 'live'>, reader: Author, session: { id: string }): Promise<Agreed> {
  let agreed: Agreed | undefined
  await live.edit(sessionRoom(session), reader, (doc) => {
    agreed = readAgreed(doc)
  })
  if (!agreed) throw new AppError('unavailable')
  return agreed
}
