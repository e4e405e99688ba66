import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconKeyboard, IconList } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useOpenStory } from './openStory.ts'
import classes from './SceneFrame.module.css'
import type { SceneProps } from './sceneProps.ts'
import { type SceneCommands, useSceneKeys } from './useSceneKeys.ts'

type Props = SceneProps & {
  /** above the heading: where in the story this is */
  eyebrow: ReactNode
  /** what happens, before it is asked */
  lead?: string
  heading: string
  /** the one thing to do here; going on where there is none */
  action?: { label: string; onClick: () => void } | undefined
  /** what passing over the action is called; without, it is not offered */
  skip?: string | undefined
  /** beside going on */
  aside?: ReactNode
  keys?: Pick<SceneCommands, 'choose' | 'clear'>
  children: ReactNode
}

/** A scene with its heading, and the ways on and back below it. */
export function SceneFrame({
  place,
  moved,
  scrollerRef,
  onIndex,
  onHelp,
  eyebrow,
  lead,
  heading,
  action,
  skip,
  aside,
  keys = {},
  children,
}: Props) {
  const { places, go, moves, notice } = useOpenStory()
  const at = places.indexOf(place)
  const [before, next] = [places[at - 1], places[at + 1]]
  const title = useRef<HTMLHeadingElement>(null)
  const opened = useRef(moved)
  useEffect(() => {
    // A scene is made anew for every place, so this is how it was when the reader came.
    if (opened.current > 0) title.current?.focus({ preventScroll: true })
  }, [])
  const goOn = action?.onClick ?? (() => go(next))
  useSceneKeys({ ...keys, enter: goOn, move: (by) => go(by === 1 ? next : before), undo: moves.undo, redo: moves.redo })
  const icon = { className: classes.icon, 'aria-hidden': true }
  return (
    <div className={classes.stage}>
      <div ref={scrollerRef} className={classes.scroller} data-scroller>
        <article className={classes.scene} aria-labelledby="scene">
          <div className={classes.eyebrow}>
            {onIndex && (
              <ActionIcon variant="default" onClick={onIndex} aria-label="Chapters">
                <IconList {...icon} />
              </ActionIcon>
            )}
            {eyebrow}
          </div>
          {lead && <p className={classes.lead}>{lead}</p>}
          <h2 id="scene" ref={title} className={classes.heading} tabIndex={-1}>
            {heading}
          </h2>
          {children}
        </article>
      </div>
      <div className={classes.actions}>
        {before && (
          <Button variant="default" leftSection={<IconArrowLeft {...icon} />} onClick={() => go(before)}>
            Back
          </Button>
        )}
        <button type="button" className={classes.help} onClick={onHelp}>
          <IconKeyboard {...icon} />
          Keys
        </button>
        <div className={classes.gap}>{notice}</div>
        {aside}
        {action && skip !== undefined && next && (
          <Button className={classes.onward} variant="default" onClick={() => go(next)}>
            {skip}
          </Button>
        )}
        {(action || next) && (
          <Button className={classes.onward} rightSection={<IconArrowRight {...icon} />} onClick={goOn}>
            {action?.label ?? 'Next'}
          </Button>
        )}
      </div>
    </div>
  )
}
