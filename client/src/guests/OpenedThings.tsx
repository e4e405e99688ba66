import type { GuestOpens } from '@certloom/shared/guests/contract'
import classes from './OpenedThings.module.css'

/** What a guest reads whole: the documents of the session, and its checklist. */
export function OpenedThings({ title, opens: { documents, checklists } }: { title: string; opens: GuestOpens }) {
  const things = [
    ...documents.map(({ id, document_name }) => ({ id, name: document_name })),
    ...checklists.map(({ id, project_name }) => ({ id, name: project_name })),
  ]
  return (
    <section className={classes.opened}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.list}>
        {things.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </section>
  )
}
