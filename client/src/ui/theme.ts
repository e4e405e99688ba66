import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import classes from './theme.module.css'

/** Mantine wants ten shades of a colour; ours have one shade per role, and the resolvers below say which goes where. */
const oneShade = (token: string): MantineColorsTuple => {
  const shade = `var(${token})`
  return [shade, shade, shade, shade, shade, shade, shade, shade, shade, shade]
}

/** Solid in the accent or, for what cannot be undone, in the colour of what is missing; everything else stays neutral. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const name = input.color === 'missing' ? 'missing' : 'accent'
  const color = `var(--cl-${name})`
  const border = 'var(--cl-border) solid transparent'
  if (input.variant === 'filled') return { background: color, hover: `var(--cl-${name}-hover)`, color: `var(--cl-on-${name})`, border }
  if (input.variant === 'light') return { background: `var(--cl-${name}-soft)`, hover: `var(--cl-${name}-soft)`, color, border }
  if (input.variant === 'subtle')
    return { background: 'transparent', hover: 'var(--cl-hover)', color: name === 'missing' ? color : 'var(--cl-ink-2)', border }
  return defaultVariantColorsResolver(input)
}

const mantineNames = {
  '--mantine-color-text': 'var(--cl-ink)',
  '--mantine-color-bright': 'var(--cl-ink)',
  '--mantine-color-body': 'var(--cl-paper)',
  '--mantine-color-dimmed': 'var(--cl-ink-2)',
  '--mantine-color-placeholder': 'var(--cl-ink-3)',
  '--mantine-color-anchor': 'var(--cl-accent)',
  '--mantine-color-error': 'var(--cl-missing)',
  '--mantine-color-success': 'var(--cl-ready)',
  '--mantine-color-default': 'var(--cl-paper)',
  '--mantine-color-default-hover': 'var(--cl-hover)',
  '--mantine-color-default-color': 'var(--cl-ink)',
  '--mantine-color-default-border': 'var(--cl-line)',
  '--mantine-color-disabled': 'var(--cl-hover)',
  '--mantine-color-disabled-color': 'var(--cl-ink-3)',
  '--mantine-color-disabled-border': 'var(--cl-line)',
  '--mantine-primary-color-contrast': 'var(--cl-on-accent)',
  '--mantine-color-accent-filled': 'var(--cl-accent)',
  '--mantine-color-accent-filled-hover': 'var(--cl-accent-hover)',
  '--mantine-color-accent-light': 'var(--cl-accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--cl-accent-soft)',
  '--mantine-color-accent-light-color': 'var(--cl-accent)',
  '--mantine-color-accent-outline': 'var(--cl-accent)',
  '--mantine-color-missing-light': 'var(--cl-missing-soft)',
  '--mantine-color-missing-light-color': 'var(--cl-missing)',
  // Shades that Mantine's own styles reach for without going through a name above.
  '--mantine-color-gray-0': 'var(--cl-hover)',
  '--mantine-color-gray-1': 'var(--cl-hover)',
  '--mantine-color-gray-2': 'var(--cl-line)',
  '--mantine-color-gray-3': 'var(--cl-line)',
  '--mantine-color-gray-4': 'var(--cl-line)',
  '--mantine-color-gray-5': 'var(--cl-ink-3)',
  '--mantine-color-gray-6': 'var(--cl-ink-3)',
  '--mantine-color-gray-7': 'var(--cl-ink-2)',
  '--mantine-color-dark-0': 'var(--cl-ink)',
  '--mantine-color-dark-1': 'var(--cl-ink-2)',
  '--mantine-color-dark-2': 'var(--cl-ink-3)',
  '--mantine-color-dark-3': 'var(--cl-ink-3)',
  '--mantine-color-dark-4': 'var(--cl-line)',
  '--mantine-color-dark-5': 'var(--cl-hover)',
  '--mantine-color-dark-6': 'var(--cl-paper)',
  '--mantine-color-dark-7': 'var(--cl-panel)',
  '--mantine-color-dark-8': 'var(--cl-hover)',
}

/** Mantine's own names for colours point at our tokens, which already differ between light and dark. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: mantineNames, dark: mantineNames })

/** The head of a dialog is no banner of the page: of those there may be one, and a dialog may stand over a drawer. */
const plainHeader = { attributes: { header: { role: 'presentation' } } }

const quick = { transitionProps: { duration: 120 } }

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: oneShade('--cl-accent'), missing: oneShade('--cl-missing') },
  variantColorResolver,
  white: 'var(--cl-paper)',
  black: 'var(--cl-ink)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'md',
  fontFamily: 'var(--cl-font-ui)',
  fontFamilyMonospace: 'var(--cl-font-mono)',
  fontSizes: {
    xs: 'var(--cl-text-12)',
    sm: 'var(--cl-text-13)',
    md: 'var(--cl-text-14)',
    lg: 'var(--cl-text-16)',
    xl: 'var(--cl-text-20)',
  },
  spacing: { xs: 'var(--cl-space-2)', sm: 'var(--cl-space-3)', md: 'var(--cl-space-4)', lg: 'var(--cl-space-6)', xl: 'var(--cl-space-7)' },
  radius: {
    xs: 'var(--cl-radius-small)',
    sm: 'var(--cl-radius-small)',
    md: 'var(--cl-radius)',
    lg: 'var(--cl-radius-large)',
    xl: 'var(--cl-radius-round)',
  },
  shadows: {
    xs: 'var(--cl-shadow)',
    sm: 'var(--cl-shadow)',
    md: 'var(--cl-shadow-raised)',
    lg: 'var(--cl-shadow-raised)',
    xl: 'var(--cl-shadow-raised)',
  },
  headings: { fontFamily: 'var(--cl-font-ui)', fontWeight: '600' },
  // Plain objects rather than `Button.extend(...)`, which would put every component named here on the first page.
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'lg' } },
    Alert: { defaultProps: { variant: 'light', color: 'missing' }, classNames: { message: classes.alertMessage } },
    Anchor: { defaultProps: { underline: 'always' } },
    Button: { classNames: { root: classes.button } },
    Checkbox: { defaultProps: { size: 'sm' }, classNames: { input: classes.box, label: classes.boxLabel } },
    Drawer: {
      defaultProps: { ...quick, ...plainHeader, closeButtonProps: { 'aria-label': 'Close' } },
      classNames: { overlay: classes.veil, content: classes.drawer, header: classes.drawerHeader, body: classes.drawerBody },
    },
    Input: { classNames: { wrapper: classes.field } },
    // Nearly every field is needed, so the few that are not say so instead.
    InputWrapper: {
      defaultProps: { withAsterisk: false },
      classNames: { label: classes.label, description: classes.description, error: classes.error },
    },
    // The placeholder that Mantine focuses first is no menu item, which a menu may not contain.
    Menu: {
      defaultProps: { ...quick, shadow: 'md', withInitialFocusPlaceholder: false, withinPortal: false },
      classNames: { item: classes.menuItem },
    },
    Modal: {
      defaultProps: { ...quick, ...plainHeader, radius: 'lg', shadow: 'md', closeButtonProps: { 'aria-label': 'Close' } },
      classNames: { overlay: classes.veil, title: classes.dialogTitle, header: classes.dialog, content: classes.dialog },
    },
    PasswordInput: {
      defaultProps: { visibilityToggleFocusable: true, visibilityToggleButtonProps: { 'aria-label': 'Show the password' } },
    },
    Radio: { defaultProps: { size: 'sm' }, classNames: { radio: classes.box, label: classes.boxLabel } },
    // Mantine takes white for the chosen one's words in the dark, and under the pointer; ours is paper.
    SegmentedControl: {
      vars: () => ({ root: { '--sc-color': 'var(--cl-raised)', '--sc-label-color': 'var(--cl-ink)' } }),
      classNames: { label: classes.segment },
    },
    Skeleton: { defaultProps: { radius: 'sm' }, classNames: { root: classes.bone } },
    Switch: { classNames: { input: classes.switch, track: classes.switchTrack } },
    Table: { defaultProps: { verticalSpacing: 'xs' }, classNames: { table: classes.table, th: classes.th } },
    Tabs: { classNames: { tab: classes.tab } },
    Tooltip: { defaultProps: { ...quick, openDelay: 300 } },
  },
})
