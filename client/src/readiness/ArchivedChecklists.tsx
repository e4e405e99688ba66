import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './ArchivedChecklists.module.css'

const shown = 200

/** Checklists that were put away, for those who may bring them back. Shows nothing while there are none. */
export function ArchivedChecklists() {
  const queries = useQueryClient()
  const { data } = useQuery(q.readiness.list.queryOptions({ input: { archived: true, limit: shown } }))
  const bringBack = useMutation(
    q.readiness.update.mutationOptions({
      onSuccess: async ({ project_name }) => {
        announce(`${project_name} is back`)
        await queries.invalidateQueries({ queryKey: q.readiness.key() })
      },
    }),
  )
  const projects = data?.data ?? []
  if (projects.length === 0) return null
  return (
    <section aria-labelledby="archived-checklists">
      <h2 id="archived-checklists" className={classes.heading}>
        Archived
      </h2>
      <ProblemAlert error={bringBack.error} />
      <ul className={classes.list}>
        {projects.map(({ id, project_name, customer_name }) => (
          <li key={id} className={classes.item}>
            <span className={classes.name}>
              {project_name}, {customer_name}
            </span>
            <Button
              className={classes.action}
              size="xs"
              variant="default"
              aria-label={`Bring back ${project_name} of ${customer_name}`}
              loading={bringBack.isPending && bringBack.variables.project_id === id}
              onClick={() => bringBack.mutate({ project_id: id, archived: false })}
            >
              Bring back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
