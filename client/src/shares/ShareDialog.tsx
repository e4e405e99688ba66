import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type api, q, type RowOf } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { When } from '../ui/When.tsx'
import { AccessList } from './AccessList.tsx'
import { NewLinkForm } from './NewLinkForm.tsx'
import classes from './ShareDialog.module.css'

type Props = { project: { id: string; project_name: string }; onClose: () => void }
type Link = RowOf<typeof api.shares.list>

/** Links to a checklist for people without an account: make one, see when it was used, take it back. */
export function ShareDialog({ project, onClose }: Props) {
  useFocusReturn()
  const { data, error } = useQuery(q.shares.list.queryOptions({ input: { project_id: project.id } }))
  const links = data?.data
  return (
    <Modal opened onClose={onClose} title="Share with auditors and executives" size="lg">
      <div className={classes.frame}>
        <NewLinkForm projectId={project.id} />
        <h3 className={classes.heading}>Links</h3>
        <ProblemAlert error={error} />
        {links === undefined && error === null && <SkeletonRows rows={2} />}
        {links?.length === 0 && <p className={classes.quiet}>There is no link yet.</p>}
        {links !== undefined && links.length > 0 && (
          <ul className={classes.links}>
            {links.map((link) => (
              <LinkItem key={link.id} projectId={project.id} link={link} />
            ))}
          </ul>
        )}
      </div>
    </Modal>
  )
}

function LinkItem({ projectId, link }: { projectId: string; link: Link }) {
  const queries = useQueryClient()
  const [showsUses, setShowsUses] = useState(false)
  const revoke = useMutation(
    q.shares.revoke.mutationOptions({
      onSuccess: async () => {
        announce(`The link ${link.label} is taken back`)
        await queries.invalidateQueries({ queryKey: q.shares.key() })
      },
    }),
  )
  return (
    <li className={classes.link}>
      <div className={classes.line}>
        <div className={classes.words}>
          <span className={classes.label}>{link.label}</span>
          <span className={classes.quiet}>
            {link.scope === 'audit' ? 'Rows and score' : 'Score alone'}
            {link.has_passcode && ', with passcode'} · <Standing link={link} /> ·{' '}
            {link.opened === 0 ? 'not opened yet' : `opened ${link.opened === 1 ? 'once' : `${link.opened} times`}`}
          </span>
        </div>
        <div className={classes.actions}>
          <Button
            size="xs"
            variant="default"
            aria-expanded={showsUses}
            aria-label={`Uses of ${link.label}`}
            onClick={() => setShowsUses(!showsUses)}
          >
            Uses
          </Button>
          {link.is_open && (
            <Button
              size="xs"
              variant="subtle"
              color="missing"
              aria-label={`Take back ${link.label}`}
              loading={revoke.isPending}
              onClick={() => revoke.mutate({ project_id: projectId, link_id: link.id })}
            >
              Take back
            </Button>
          )}
        </div>
      </div>
      <ProblemAlert error={revoke.error} />
      {showsUses && <AccessList projectId={projectId} link={link} />}
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
