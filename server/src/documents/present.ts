import type { FillableSection } from '@certloom/shared/templates/contract'
import type { CustomerDocument, SectionProjection } from '../db/generated/client.ts'
import { factsRoom } from '../facts/openFacts.ts'
import { presentChange } from '../facts/present.ts'
import { readShown } from '../facts/shownFacts.ts'
import { presentPerson } from '../members/names.ts'
import { sectionsOf } from '../templates/sections.ts'
import type { VersionsCompared } from './compareVersions.ts'
import type { Contributors } from './contributors.ts'
import type { ListedVersion, VersionWords } from './history.ts'
import type { WholeVersion } from './readVersion.ts'
import type { RestoredVersion } from './restoreVersion.ts'
import type { ShownDocument, WholeDocument } from './service.ts'

/** A document as lists answer it. */
export const presentDocument = (document: ShownDocument) => ({
  id: document.id,
  customer_id: document.customerId,
  customer_name: document.customer.companyName,
  plan_id: document.planId,
  plan_name: document.plan.name,
  template_id: document.templateId,
  document_name: document.name,
  document_type: document.documentType,
  iso_code: document.isoCode,
  status: document.status,
  document_version: document.documentVersion,
  revision: document.revision,
  completion_percentage: document.completionPercentage,
  mandatory_sections_total: document.mandatorySectionsTotal,
  mandatory_sections_completed: document.mandatorySectionsCompleted,
  assigned_to: document.assigneeId,
  assignee: document.assigneeId === null ? null : presentPerson(document.assigneeId, document.names),
  due_date: document.dueDate?.toISOString().slice(0, 10) ?? null,
  updated_at: document.updatedAt.toISOString(),
})

/** A document with its content: the template's sections in their order, with what is in them. */
export function presentDocumentDetail(document: WholeDocument) {
  const { fixed, fillable } = sectionsOf(document.templateVersion)
  const projections = new Map(document.sections.map((section) => [section.sectionId, section]))
  return {
    ...presentDocument(document),
    template_version: document.templateVersion.version,
    clause_refs: document.template.clauseRefs,
    room: document.room,
    evidence_policy: document.customer.organization.evidencePolicy,
    pinned_version_hash: document.reviews[0]?.contentHash ?? null,
    facts: document.facts === null ? null : { room: factsRoom(document.customerId), texts: document.facts },
    content: {
      fixed_sections: fixed,
      fillable_sections: fillable.map((section) => presentSection(section, projections.get(section.id), document.names)),
    },
  }
}

/** The entity tag of a document's REST representation: its revision. */
export const etagOf = ({ revision }: Pick<CustomerDocument, 'revision'>): string => `"${revision}"`

const presentSection = (section: FillableSection, projection: SectionProjection | undefined, names: ReadonlyMap<string, string>) => ({
  ...section,
  state: projection?.state ?? 'not_started',
  content: projection?.content ?? null,
  text: projection?.text ?? '',
  filled_at: projection?.filledAt?.toISOString() ?? null,
  filled_by: projection?.filledById ? presentPerson(projection.filledById, names) : null,
  lock:
    projection?.lockedAt && projection.lockedById
      ? { by: presentPerson(projection.lockedById, names), at: projection.lockedAt.toISOString() }
      : null,
})

/** A revision as the history answers it. */
export const presentVersion = (version: ListedVersion, { names, titles }: VersionWords) => ({
  id: version.id,
  revision: version.revision,
  document_version: version.documentVersion,
  kind: version.kind,
  label: version.label,
  created_by: version.createdById === null ? null : presentPerson(version.createdById, names),
  contributors: version.contributorIds.map((id) => presentPerson(id, names)),
  changed_sections: [...titles].filter(([id]) => version.changedSectionIds.includes(id)).map(([id, title]) => ({ id, title })),
  content_hash: version.contentHash,
  created_at: version.createdAt.toISOString(),
})

/** A revision with what every section said, in the template's order. */
export const presentVersionDetail = (whole: WholeVersion) => ({
  ...presentVersion(whole.version, whole),
  facts: readShown(whole.version.facts),
  content: {
    fixed_sections: whole.sections.fixed,
    fillable_sections: whole.sections.fillable.map((section) => ({
      ...section,
      content: whole.contents.get(section.id) ?? null,
      contributors: presentContributors(section.id, whole),
    })),
  },
})

/** Every section with those who wrote in it. */
export const presentSectionContributors = (contributors: Contributors) => ({
  data: [...contributors.titles].map(([id, title]) => ({ section: { id, title }, contributors: presentContributors(id, contributors) })),
})

const presentContributors = (sectionId: string, { contributors, names }: Pick<Contributors, 'contributors' | 'names'>) =>
  contributors
    .filter((contributor) => contributor.sectionId === sectionId)
    .map(({ userId, lastEditedAt }) => ({ ...presentPerson(userId, names), last_edited_at: lastEditedAt.toISOString() }))

/** Two revisions side by side. */
export const presentComparison = ({ from, to, isDraft, facts, sections, writerNames }: VersionsCompared) => ({
  from: presentVersion(from.version, from),
  to: presentVersion(to.version, to),
  is_draft: isDraft,
  facts: facts.map(presentChange),
  sections: sections.map(({ section, diff, writers }) => ({
    ...section,
    diff,
    writers: writers?.map(({ id, userIds }) => ({ id, people: userIds.map((userId) => presentPerson(userId, writerNames)) })) ?? null,
  })),
})

/** What a restore did. */
export const presentRestored = (restored: RestoredVersion) => ({
  version: presentVersion(restored.version, restored),
  previous_revision: restored.previousRevision,
  restored_sections: restored.sections.map(({ id, title }) => ({ id, title })),
})
