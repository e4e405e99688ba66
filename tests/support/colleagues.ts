import { visit } from './client.ts'
import { type Person, password } from './people.ts'
import type { ServerProcess } from './serverProcess.ts'

/** An owner and four members; invitations are read in the development outbox, as a person would. */
export async function fiveColleagues(server: Pick<ServerProcess, 'url'>): Promise<Person[]> {
  const owner = visit(server)
  const me = await owner.api.accounts.signUp({
    name: 'Olivia',
    email: 'olivia@example.test',
    organization_name: 'Harbor Compliance',
    password,
  })
  const olivia = { ...owner, me, email: me.user.email } as Person
  const others = []
  for (const name of ['Ana', 'Ben', 'Cara', 'Dan']) {
    const email = `${name.toLowerCase()}@example.test`
    await olivia.api.members.invite({ email, role: 'member' })
    const { data } = await olivia.api.development.outbox()
    const token = /invitations\/([\w-]+)/.exec(data.find((mail) => mail.to === email)?.text ?? '')?.[1] ?? ''
    const visitor = visit(server)
    others.push({ ...visitor, me: await visitor.api.members.acceptInvitation({ token, name, password }), email } as Person)
  }
  return [olivia, ...others]
}
