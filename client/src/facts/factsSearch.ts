import { type FactKey, isFactKey } from '@certloom/shared/facts/catalogue'

/** What of the facts page is in its address: the fact that is asked for, while they are asked one by one. */
export type FactsSearch = { ask?: FactKey | undefined }

export const factsSearch = ({ ask }: Record<string, unknown>): FactsSearch => ({
  ask: typeof ask === 'string' && isFactKey(ask) ? ask : undefined,
})
