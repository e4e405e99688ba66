import type { FactTexts } from '@certloom/shared/facts/texts'
import { createContext, useContext } from 'react'
import type { Room } from '../collab/room.ts'
import type { OwnPlace } from '../collab/usePresence.ts'
import type { Writing } from './useWriting.ts'

const Shown = createContext<FactTexts>({})

/** What facts say to whatever shows them below: live in a draft, as they were in a version. */
export const ShownFacts = Shown.Provider

/** The room of the facts that are shown, for whoever may be in it. */
export type JoinedFacts = { room: Room; place: OwnPlace; writing: Writing }

const Joined = createContext<JoinedFacts | null>(null)

export const JoinedFactsProvider = Joined.Provider

/** Null for whoever reads facts as they were saved: a guest, or somebody who looks at a version. */
export const useJoinedFacts = (): JoinedFacts | null => useContext(Joined)

export const useShownFacts = (): FactTexts => useContext(Shown)
