import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type api, q, type RowOf } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import classes from '../shares/ShareDialog.module.css'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { When } from '../ui/When.tsx'

type Link = RowOf<typeof api.guests.list>

/** A guest link, who came by it, and its end. */
export function GuestLinkItem({ sessionId, link }: { sessionId: string; link: Link }) {
  const queries = useQueryClient()
  const revoke = useMutation(
    q.guests.revoke.mutationOptions({
      onSuccess: async () => {
        announce(`The link ${link.label} is taken back`)
        await queries.invalidateQueries({ queryKey: q.guests.list.key() })
      },
    }),
  )
  return (
    <li className={classes.link}>
      <div className={classes.line}>
        <div className={classes.words}>
          <span className={classes.label}>{link.label}</span>
          <span className={classes.quiet}>
            {link.has_passcode && 'with passcode · '}
            <Standing link={link} />
            {link.refused > 0 && ` · ${link.refused === 1 ? 'one wrong passcode' : `${link.refused} wrong passcodes`}`}
          </span>
        </div>
        {link.is_open && (
          <Button
            size="xs"
            variant="subtle"
            color="missing"
            aria-label={`Take back ${link.label}`}
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ session_id: sessionId, link_id: link.id })}
          >
            Take back
          </Button>
        )}
      </div>
      <ProblemAlert error={revoke.error} />
      {link.guests.length > 0 && (
        <ul className={classes.uses} aria-label={`Who came by ${link.label}`}>
          {link.guests.map(({ id, name, joined_at }) => (
            <li key={id}>
              {name}, <When at={joined_at} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function Standing({ link: { revoked_at, is_open, expires_at } }: { link: Link }) {
  if (revoked_at !== null) return <>taken back</>
  return (
    <>
      {is_open ? 'ends' : 'ended'} <When at={expires_at} />
    </>
  )
}
