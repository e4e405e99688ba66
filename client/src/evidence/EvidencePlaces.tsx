import { ActionIcon, Anchor, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUnlink } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './EvidencePage.module.css'
import type { Evidence } from './queries.ts'
import { useRefreshEvidence } from './queries.ts'
import { UseForMoreDialog } from './UseForMoreDialog.tsx'

/** The sections and tasks it is for; more can be added, and one taken away. */
export function EvidencePlaces({ item, mayChange }: { item: Evidence; mayChange: boolean }) {
  const [isAdding, adding] = useDisclosure(false)
  const refresh = useRefreshEvidence()
  const detach = useMutation(
    q.evidence.detach.mutationOptions({
      onSuccess: async () => {
        await refresh()
        announce(`${item.title} is no longer linked there`)
      },
    }),
  )
  return (
    <section aria-labelledby="places">
      <h2 id="places" className={classes.heading}>
        Used for
      </h2>
      {item.links.length === 0 && <p className={classes.none}>Nothing yet. It counts once it is linked to what asks for it.</p>}
      {item.links.length > 0 && (
        <ul className={classes.places}>
          {item.links.map((link) => (
            <li key={link.id} className={classes.place}>
              <PlaceName link={link} />
              {mayChange && (
                <ActionIcon
                  aria-label={`Take away from ${link.document_name ?? link.task_title}`}
                  loading={detach.isPending && detach.variables.link_id === link.id}
                  onClick={() => detach.mutate({ evidence_id: item.id, link_id: link.id })}
                >
                  <IconUnlink size="1em" aria-hidden />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      <ProblemAlert error={detach.error} />
      {mayChange && (
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size="1em" aria-hidden />} onClick={adding.open}>
          Use for more
        </Button>
      )}
      {isAdding && <UseForMoreDialog item={item} onClose={adding.close} />}
    </section>
  )
}

/** Sections lead to where they are; a task says its name. */
function PlaceName({ link: { document_id, document_name, section_id, task_title } }: { link: Evidence['links'][number] }) {
  if (document_id === null || section_id === null) return <span>{task_title}</span>
  return (
    <Anchor renderRoot={(props) => <Link {...props} to="/documents/$documentId" params={{ documentId: document_id }} hash={section_id} />}>
      {document_name}
    </Anchor>
  )
}
