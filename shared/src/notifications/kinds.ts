/** What people are told of, and whether by mail too unless they chose otherwise. */
export const notificationKinds = {
  person_joined: { label: 'Somebody I invited joined', mail: false },
} as const satisfies Record<string, { label: string; mail: boolean }>

export type NotificationKind = keyof typeof notificationKinds

/** The names a notification's sentence needs, as they were when it was written. */
export type NotificationFacts = Readonly<Record<string, string>>

/** What happened, as the rest of a sentence that begins with the name of who did it. */
export function notificationSentence(kind: NotificationKind, facts: NotificationFacts): string {
  switch (kind) {
    case 'person_joined':
      return `accepted your invitation and joined ${facts.place}`
  }
}

/** What notifications can be about. */
export const notificationEntities = ['user'] as const
export type NotificationEntity = (typeof notificationEntities)[number]

/** The page that shows what a notification is about. */
export function notificationPath({ type }: { type: NotificationEntity; id: string }): string {
  switch (type) {
    case 'user':
      return '/people'
  }
}
