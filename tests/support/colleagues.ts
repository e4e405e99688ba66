import { inviteByOutbox, type Person, signUp } from './people.ts'
import type { ServerProcess } from './serverProcess.ts'

/** An owner and four members. */
export async function fiveColleagues(server: Pick<ServerProcess, 'url'>): Promise<Person[]> {
  const olivia = await signUp(server, 'Olivia', 'Harbor Compliance')
  const others = []
  for (const name of ['Ana', 'Ben', 'Cara', 'Dan']) others.push(await inviteByOutbox(server, olivia, name, 'member'))
  return [olivia, ...others]
}
