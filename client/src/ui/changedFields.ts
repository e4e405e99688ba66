/** What somebody changed in a form. Fields that stand as the form began are not in it: they are not sent, and stay as others have them. */
export function changedFields<Fields extends object>(began: Fields, now: Fields): Partial<Fields> {
  const changed = Object.entries(now).filter(([field, value]) => value !== began[field as keyof Fields])
  return Object.fromEntries(changed) as Partial<Fields>
}

/** Whether there is nothing to send. */
export const isUnchanged = (changes: object): boolean => Object.keys(changes).length === 0
