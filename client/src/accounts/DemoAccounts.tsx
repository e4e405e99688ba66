import { UnstyledButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import classes from './DemoAccounts.module.css'

export type DemoAccount = { email: string; name: string; place: string; role: string; note: string | null }

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
      {[...Map.groupBy(accounts, (account) => account.place)].map(([place, people]) => (
        <div key={place}>
          <h3 className={classes.place}>{place}</h3>
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
                    {person.note !== null && <span className={classes.hint}>{person.note}</span>}
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
