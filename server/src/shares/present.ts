import { validityOn } from '@certloom/shared/evidence/validity'
import { dayOf, today } from '../db/days.ts'
import type { Activity, ShareLink } from '../db/generated/client.ts'
import { presentPerson } from '../members/names.ts'
import { presentScore } from '../readiness/present.ts'
import type { Shared } from './openShare.ts'
import type { ShareLinkList } from './service.ts'
import type { SharedRows } from './sharedRows.ts'

/** A link as those see it who may make some. */
export const presentShareLink = (link: ShareLink, { names, uses }: Omit<ShareLinkList, 'links'>) => ({
  id: link.id,
  label: link.label,
  scope: link.scope,
  has_passcode: link.passcodeHash !== null,
  expires_at: link.expiresAt.toISOString(),
  revoked_at: link.revokedAt?.toISOString() ?? null,
  is_open: link.revokedAt === null && link.expiresAt > new Date(),
  created_at: link.createdAt.toISOString(),
  created_by: presentPerson(link.createdById, names).name,
  opened: uses.get(link.id)?.opened ?? 0,
  last_opened_at: uses.get(link.id)?.last?.toISOString() ?? null,
})

/** A use of a link. */
export const presentAccess = ({ id, action, address, userAgent, createdAt }: Activity) => ({
  id,
  outcome: action === 'share_link.opened' ? ('opened' as const) : ('refused' as const),
  address,
  user_agent: userAgent,
  created_at: createdAt.toISOString(),
})

/** What somebody without an account sees: named field by field, so that nothing new gets in by itself. */
export const presentShared = ({ link, organizationName, project, score, rows }: Shared) => ({
  organization_name: organizationName,
  customer_name: project.customer.companyName,
  project_name: project.name,
  iso_standard_name: project.framework.name,
  expires_at: link.expires_at.toISOString(),
  as_of: project.updatedAt.toISOString(),
  score: presentScore(score),
  rows: rows?.answers.map((answer) => presentSharedRow(answer, rows)) ?? null,
})

function presentSharedRow(answer: SharedRows['answers'][number], { evidence, history }: SharedRows) {
  const logged = history.get(answer.requirementId) ?? []
  return {
    code: answer.requirement.code,
    title: answer.requirement.title,
    domain: answer.domain,
    status: answer.answeredAt === null ? null : answer.status,
    justification: answer.justification,
    evidence_url: answer.evidenceUrl,
    evidence: presentSharedEvidence(evidence.get(answer.evidenceId ?? '')),
    history: logged.map(({ field, before, after, createdAt }) => ({ field, before, after, at: createdAt.toISOString() })),
    changes: logged[0]?.changes ?? 0,
  }
}

const presentSharedEvidence = (item: ReturnType<SharedRows['evidence']['get']>) =>
  item
    ? {
        kind: item.kind,
        title: item.title,
        url: item.url,
        sha256: item.file?.sha256 ?? null,
        given_on: item.createdAt.toISOString().slice(0, 10),
        valid_until: dayOf(item.validUntil),
        validity: validityOn(dayOf(item.validUntil), today()),
        is_accepted: item.status === 'accepted',
      }
    : null
