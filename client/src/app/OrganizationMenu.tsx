import type { Me } from '@certloom/shared/accounts/contract'
import { roleNames } from '@certloom/shared/roles'
import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { useSwitchOrganization } from '../accounts/session.ts'
import { useMe } from '../accounts/useMe.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Rail.module.css'

type Place = Me['organizations'][number]

const placeInWords = ({ role, customer_name }: Pick<Place, 'role' | 'customer_name'>): string =>
  customer_name === null ? roleNames[role] : `${roleNames[role]} at ${customer_name}`

function Current({ name, words }: { name: string; words: string }) {
  return (
    <>
      <span className={classes.square} aria-hidden>
        {[...name][0]?.toLocaleUpperCase()}
      </span>
      <span className={classes.two}>
        <span className={classes.name}>{name}</span>
        <span className={classes.sub}>{words}</span>
      </span>
    </>
  )
}

/** Which organization one works in and as what; a menu only for people who belong to several. */
export function OrganizationMenu() {
  const { organization, organizations, role, customer } = useMe()
  const switchTo = useSwitchOrganization()
  const words = placeInWords({ role, customer_name: customer?.name ?? null })
  if (organizations.length < 2) {
    return (
      <div className={classes.menuButton}>
        <Current name={organization.name} words={words} />
      </div>
    )
  }
  return (
    <>
      <Menu position="bottom-start" width="target">
        <Menu.Target>
          <UnstyledButton className={classes.menuButton} disabled={switchTo.isPending}>
            <Current name={organization.name} words={words} />
            <IconSelector className={classes.chevron} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Switch organization</Menu.Label>
          {organizations.map((place) => (
            <OrganizationItem
              key={place.id}
              place={place}
              isCurrent={place.id === organization.id}
              onChoose={() => switchTo.mutate({ organization_id: place.id })}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      <ProblemAlert error={switchTo.error} />
    </>
  )
}

function OrganizationItem({ place, isCurrent, onChoose }: { place: Place; isCurrent: boolean; onChoose: () => void }) {
  return (
    <Menu.Item
      aria-current={isCurrent}
      onClick={isCurrent ? undefined : onChoose}
      rightSection={isCurrent ? <IconCheck className={classes.icon} aria-hidden /> : null}
    >
      <span className={classes.two}>
        <span className={classes.name}>{place.name}</span>
        <span className={classes.sub}>{placeInWords(place)}</span>
      </span>
    </Menu.Item>
  )
}
