/** What people are told of, and whether by mail too unless they chose otherwise. */
export const notificationKinds = {
  person_joined: { label: 'Somebody I invited joined', mail: false },
  evidence_waiting: { label: 'Evidence waits for my review', mail: true },
  evidence_accepted: { label: 'Evidence I gave was accepted', mail: false },
  evidence_rejected: { label: 'Evidence I gave was rejected', mail: true },
  evidence_expiring: { label: 'Evidence I gave ends soon or has ended', mail: true },
} as const satisfies Record<string, { label: string; mail: boolean }>

export type NotificationKind = keyof typeof notificationKinds

/** The names a notification's sentence needs, as they were when it was written. */
export type NotificationFacts = Readonly<Record<string, string>>

/** What happened, as the rest of a sentence that begins with the name of who did it. */
export function notificationSentence(kind: NotificationKind, facts: NotificationFacts): string {
  switch (kind) {
    case 'person_joined':
      return `accepted your invitation and joined ${facts.place}`
    case 'evidence_waiting':
      return `gave “${facts.title}” for ${facts.customer}, which waits for your review`
    case 'evidence_accepted':
      return `accepted “${facts.title}”`
    case 'evidence_rejected':
      return `rejected “${facts.title}”: ${facts.reason}`
    case 'evidence_expiring':
      return facts.state === 'expired'
        ? `tells you that “${facts.title}” of ${facts.customer} is no longer valid since ${facts.day}`
        : `reminds you that “${facts.title}” of ${facts.customer} is valid until ${facts.day} only`
  }
}

/** What notifications can be about. */
export const notificationEntities = ['user', 'evidence'] as const
export type NotificationEntity = (typeof notificationEntities)[number]

/** The page that shows what a notification is about. */
export function notificationPath({ type, id }: { type: NotificationEntity; id: string }): string {
  switch (type) {
    case 'user':
      return '/people'
    case 'evidence':
      return `/evidence/${id}`
  }
}
