import { ActionIcon, type MantineColorScheme, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import classes from './Rail.module.css'

const choices = [
  { scheme: 'light', label: 'Light theme', icon: IconSun },
  { scheme: 'dark', label: 'Dark theme', icon: IconMoon },
  { scheme: 'auto', label: 'Theme of the system', icon: IconDeviceDesktop },
] as const satisfies { scheme: MantineColorScheme; label: string; icon: unknown }[]

/** Light, dark, or whatever the system says; kept in this browser. */
export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <fieldset className={classes.theme} aria-label="Theme">
      {choices.map(({ scheme, label, icon: Icon }) => (
        <Tooltip key={scheme} label={label}>
          <ActionIcon
            className={classes.themeChoice}
            aria-label={label}
            aria-pressed={colorScheme === scheme}
            onClick={() => setColorScheme(scheme)}
          >
            <Icon className={classes.icon} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </fieldset>
  )
}
