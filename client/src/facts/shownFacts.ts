import type { FactTexts } from '@certloom/shared/facts/texts'
import { createContext, useContext } from 'react'

const Shown = createContext<FactTexts>({})

/** What facts say to whatever shows them below: live in a draft, as they were in a version. */
export const ShownFacts = Shown.Provider

export const useShownFacts = (): FactTexts => useContext(Shown)
