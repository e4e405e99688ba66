import { presenceColor } from '@certloom/shared/collab/presence'
import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import type { api, RowOf } from '../api/client.ts'
import { InviteDialog } from '../members/InviteDialog.tsx'
import { customersToNames, usePeople, useSeers } from '../members/queries.ts'
import { useQuickTeam } from '../members/useQuickTeam.ts'
import { teamsOf } from '../teams/queries.ts'
import { TeamDialog } from '../teams/TeamDialog.tsx'
import { formText } from '../ui/formText.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useOpenStory } from './openStory.ts'
import { PeopleAt } from './PeopleAt.tsx'
import { SceneFrame } from './SceneFrame.tsx'
import classes from './Scenes.module.css'
import type { SceneProps } from './sceneProps.ts'

type Team = RowOf<typeof api.teams.list>

const icon = { className: classes.icon, 'aria-hidden': true }

/** Who can own controls: teams, made in passing, and people, invited in passing. */
export function PeopleScene(scene: SceneProps) {
  return (
    <SceneFrame
      {...scene}
      eyebrow={
        <>
          <span>Before it begins</span>
          <PeopleAt place={scene.place} />
        </>
      }
      heading="Who is in the story?"
    >
      <p className={classes.story}>
        Every control needs somebody who answers for it. Add the teams you have: scenes then suggest an owner by themselves. Who is in a
        team can be said later.
      </p>
      <Teams />
      <People />
    </SceneFrame>
  )
}

function Teams() {
  const { project, story } = useOpenStory()
  const customerId = project.customer_id
  const mayWrite = useCan()('team.write', customerId)
  const list = useSuspenseInfiniteQuery(teamsOf(customerId))
  const teams = list.data.pages.flatMap((page) => page.data)
  const quick = useQuickTeam(() => {})
  const suggested = [...new Set(story.chapters.flatMap(({ cards }) => cards.map((card) => card.suggested_owner)))].sort()
  const isThere = (name: string): boolean => teams.some((team) => team.name.trim().toLowerCase() === name.toLowerCase())
  const add = (name: string, onSuccess?: () => void) => quick.mutate({ customer_id: customerId, name }, onSuccess && { onSuccess })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const name = formText(form, 'name')
    if (name !== '') add(name, () => form.reset())
  }
  return (
    <section aria-labelledby="story-teams">
      <h3 id="story-teams" className={classes.subheading}>
        Teams
      </h3>
      {teams.length > 0 && (
        <ul className={classes.teams}>
          {teams.map((team) => (
            <TeamLine key={team.id} team={team} customerId={customerId} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {mayWrite && (
        <>
          <p className={classes.hint}>The story suggests:</p>
          <ul className={classes.suggestions}>
            {suggested.map((name) => (
              <li key={name}>
                <Button
                  size="compact-md"
                  variant="default"
                  disabled={isThere(name) || quick.isPending}
                  leftSection={isThere(name) ? <IconCheck {...icon} /> : <IconPlus {...icon} />}
                  aria-label={isThere(name) ? `${name} is there` : `Add the team ${name}`}
                  onClick={() => add(name)}
                >
                  {name}
                </Button>
              </li>
            ))}
          </ul>
          <form className={classes.add} onSubmit={submit}>
            <TextInput className={classes.field} name="name" label="Another team" maxLength={80} />
            <Button type="submit" variant="default" loading={quick.isPending}>
              Add
            </Button>
          </form>
          <ProblemAlert error={quick.error} />
        </>
      )}
    </section>
  )
}

function TeamLine({ team, customerId, mayWrite }: { team: Team; customerId: string; mayWrite: boolean }) {
  const personOf = usePeople()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className={classes.team}>
      <span className={classes.teamName}>{team.name}</span>
      <span className={classes.faces}>
        {team.members.length === 0 && 'Nobody yet'}
        {team.members.map((member) => (
          <PersonAvatar key={member.id} person={{ name: member.name, color: personOf(member.id)?.color }} size="sm" />
        ))}
      </span>
      {mayWrite && (
        <Button size="compact-sm" variant="default" aria-label={`Who is in ${team.name}`} onClick={() => setIsOpen(true)}>
          Members
        </Button>
      )}
      {isOpen && <TeamDialog team={team} customerId={customerId} onClose={() => setIsOpen(false)} />}
    </li>
  )
}

function People() {
  const { project } = useOpenStory()
  const can = useCan()
  const seers = useSeers(project.customer_id)
  const { data: customers = [] } = useQuery(customersToNames)
  const [isInviting, setIsInviting] = useState(false)
  const own = customers.filter(({ id }) => id === project.customer_id)
  const mayInvite =
    can('organization.administer') || (can('customer_staff.invite', project.customer_id) && own.some((one) => one.portal_enabled))
  return (
    <section aria-labelledby="story-people">
      <h3 id="story-people" className={classes.subheading}>
        People
      </h3>
      <ul className={classes.suggestions}>
        {seers.map(({ user_id, name, color }) => (
          <li key={user_id} className={classes.faces}>
            <PersonAvatar person={{ name, color: presenceColor(color) }} size="sm" decorative />
            {name}
          </li>
        ))}
      </ul>
      {mayInvite && (
        <div className={classes.add}>
          <Button variant="default" onClick={() => setIsInviting(true)}>
            Invite people
          </Button>
        </div>
      )}
      {isInviting && (
        <InviteDialog
          customers={own}
          customerId={own.some((one) => one.portal_enabled) ? project.customer_id : undefined}
          onClose={() => setIsInviting(false)}
        />
      )}
    </section>
  )
}
