import type { AnswerOwner } from '@certloom/shared/readiness/status'
import type { Owners } from '../members/owners.ts'

/** The team or person of the name a scene suggests; null while there is none. */
export function suggestedOwner({ choices }: Owners, name: string): AnswerOwner | null {
  const found = choices.find((choice) => choice.name.trim().toLowerCase() === name.toLowerCase())
  return found ? { kind: found.kind, id: found.id } : null
}
