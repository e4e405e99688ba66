/** What an organization takes as evidence: files and links, or links alone. */
export const evidencePolicies = ['uploads', 'links_only'] as const
export type EvidencePolicy = (typeof evidencePolicies)[number]
