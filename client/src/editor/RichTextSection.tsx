import { lazy, Suspense, useRef } from 'react'
import { StaticText } from './StaticText.tsx'
import type { RichTextSectionProps } from './sectionProps.ts'
import { useNearViewport } from './useNearViewport.ts'

const LiveText = lazy(async () => ({ default: (await import('./LiveText.tsx')).LiveText }))

/** A text section: its stored text at once, the live editor when it is near the visible part of the page and the room is joined. */
export function RichTextSection(props: RichTextSectionProps) {
  const frame = useRef<HTMLDivElement>(null)
  const isNear = useNearViewport(frame)
  const isLive = props.access !== 'waiting' && (isNear || props.focusRequest > 0)
  const stored = <StaticText content={props.content} placeholder={props.section.placeholder} />
  return (
    <div ref={frame}>
      {isLive ? (
        <Suspense fallback={stored}>
          <LiveText {...props} />
        </Suspense>
      ) : (
        stored
      )}
    </div>
  )
}
