import { useState } from 'react'
import { announce } from '../app/announcer.ts'
import { useOpenDocument } from './openDocument.ts'
import { useMarkMutation } from './sectionMutations.ts'

const linkTo = (document: string, section: string): string => `${location.origin}/documents/${document}#${encodeURIComponent(section)}`

/** Copies the address of a section. Without encryption browsers give no clipboard: then the address itself is shown. */
function useSectionLink(section: string) {
  const { id } = useOpenDocument()
  const [shown, setShown] = useState<string | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(linkTo(id, section))
      setShown(null)
      announce('Link copied')
    } catch {
      setShown(linkTo(id, section))
    }
  }
  return { copy, shown }
}

export type SectionCommands = {
  setLocked: (locked: boolean) => void
  setNeedsWork: (needsWork: boolean) => void
  copyLink: () => void
  /** Why the last of them was refused. */
  error: Error | null
  /** The address of the section, if it could not be copied. */
  shownLink: string | null
}

/** What can be done with a section as a whole. */
export function useSectionCommands(section: string): SectionCommands {
  const lock = useMarkMutation('lock', section)
  const mark = useMarkMutation('needs work', section)
  const link = useSectionLink(section)
  return {
    setLocked: (locked) => {
      mark.reset()
      lock.mutate(locked)
    },
    setNeedsWork: (needsWork) => {
      lock.reset()
      mark.mutate(needsWork)
    },
    copyLink: () => void link.copy(),
    error: lock.error ?? mark.error,
    shownLink: link.shown,
  }
}
