import type { PartWriters } from '@certloom/shared/comparison/contract'
import { namesOf } from './versionWords.ts'

/** Who wrote a row or an item; nothing where it is not known. */
export function WrittenBy({ writers, id }: { writers: PartWriters; id: string }) {
  const people = writers?.find((part) => part.id === id)?.people ?? []
  return people.length === 0 ? null : <span>{`Written by ${namesOf(people)}`}</span>
}
