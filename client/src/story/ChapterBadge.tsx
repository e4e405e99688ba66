import {
  IconAlarm,
  IconAnchor,
  IconCertificate,
  IconEngine,
  IconEye,
  IconHeartHandshake,
  IconKey,
  type IconProps,
  IconSeedling,
  IconStar,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import classes from './ChapterBadge.module.css'

const signs: Readonly<Record<string, ComponentType<IconProps>>> = {
  foundations: IconSeedling,
  access: IconKey,
  operations: IconEngine,
  monitoring: IconEye,
  suppliers: IconHeartHandshake,
  incidents: IconAlarm,
  continuity: IconAnchor,
  compliance: IconCertificate,
}

/** The edge of a seal: a circle with this many soft teeth, around the middle of a 48 by 48 grid. */
const teeth = 16
const edge = Array.from({ length: teeth * 2 }, (_, index) => {
  const angle = (Math.PI * index) / teeth
  const radius = index % 2 === 0 ? 22 : 19.5
  return `${(24 + radius * Math.cos(angle)).toFixed(2)} ${(24 + radius * Math.sin(angle)).toFixed(2)}`
}).join(' L')

type Props = { chapter: string; isEarned: boolean; size?: 'sm' | 'lg' }

/** The badge of a chapter as a seal: an outline until it is earned. Its name stands beside it. */
export function ChapterBadge({ chapter, isEarned, size = 'sm' }: Props) {
  const Sign = signs[chapter] ?? IconStar
  return (
    <span className={classes.badge} data-earned={isEarned || undefined} data-size={size} aria-hidden>
      <svg className={classes.seal} viewBox="0 0 48 48" aria-hidden focusable="false">
        <path className={classes.edge} d={`M${edge}Z`} />
        <circle className={classes.inner} cx="24" cy="24" r="15.5" />
      </svg>
      <Sign className={classes.sign} />
    </span>
  )
}
