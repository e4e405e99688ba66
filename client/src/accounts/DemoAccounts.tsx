import { UnstyledButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import classes from './DemoAccounts.module.css'

export type DemoAccount = { email: string; name: string; note: string }

type Placed = DemoAccount & { role: string; hint: string | undefined }

/** A note reads "Reviewer at Harbor Compliance: approves documents"; one that does not is shown as it stands. */
function placed(account: DemoAccount): { place: string; person: Placed } {
  const [, role, place, hint] = /^(.+?) (?:of|at) (.+?)(?:[,:] (.+))?$/.exec(account.note) ?? []
  return { place: place ?? '', person: { ...account, role: role ?? account.note, hint } }
}

/** People of one place stand together, in the order the server names them. */
function byPlace(accounts: readonly DemoAccount[]): [place: string, people: Placed[]][] {
  const groups = new Map<string, Placed[]>()
  for (const { place, person } of accounts.map(placed)) groups.set(place, [...(groups.get(place) ?? []), person])
  return [...groups]
}

/** The demo world's people: one click signs in as one of them. */
export function DemoAccounts({
  accounts,
  pending,
  onChoose,
}: {
  accounts: readonly DemoAccount[]
  pending: string | null
  onChoose: (email: string) => void
}) {
  return (
    <section className={classes.demo} aria-labelledby="demo-title">
      <h2 id="demo-title" className={classes.title}>
        Look around the demo
      </h2>
      <p className={classes.lead}>Choose somebody and you are signed in as them.</p>
      {byPlace(accounts).map(([place, people]) => (
        <div key={place} className={classes.group}>
          {place !== '' && <h3 className={classes.place}>{place}</h3>}
          <ul className={classes.people}>
            {people.map((person) => (
              <li key={person.email}>
                <UnstyledButton
                  className={classes.person}
                  disabled={pending !== null}
                  data-pending={pending === person.email}
                  onClick={() => onChoose(person.email)}
                >
                  <span className={classes.words}>
                    <span className={classes.name}>{person.name}</span> <span className={classes.role}>{person.role}</span>
                    {person.hint !== undefined && <span className={classes.hint}>{person.hint}</span>}
                  </span>
                  <IconArrowRight className={classes.arrow} aria-hidden />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
