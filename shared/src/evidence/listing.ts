export const evidenceStatuses = ['pending', 'accepted', 'rejected'] as const

/** What a list can be narrowed to: a status, or not rejected and at or past its end. */
export const evidenceFilters = [...evidenceStatuses, 'expiring', 'expired'] as const

/** `newest` first; `title` from A; `valid_until` what ends first, what has no end last. */
export const evidenceSorts = ['newest', 'title', 'valid_until'] as const

/** How what is required stands, worst first: by the best piece of evidence that is linked to it. */
export const requirementStates = ['missing', 'rejected', 'expired', 'waiting', 'expiring', 'present'] as const
export type RequirementState = (typeof requirementStates)[number]
