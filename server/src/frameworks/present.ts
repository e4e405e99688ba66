import type { FrameworkRequirement } from '../db/generated/client.ts'
import type { CountedFramework } from './service.ts'

/** A framework as REST answers it. */
export const presentFramework = (framework: CountedFramework) => ({
  id: framework.id,
  code: framework.code,
  name: framework.name,
  title: framework.title,
  publisher: framework.publisher,
  edition: framework.edition,
  status: framework.status,
  requirement_count: framework.requirementCount,
  template_count: framework.templateCount,
})

/** A requirement as REST answers it. */
export const presentRequirement = (requirement: FrameworkRequirement) => ({
  id: requirement.id,
  code: requirement.code,
  title: requirement.title,
  kind: requirement.kind,
  parent_code: requirement.parentCode,
  is_auditable: requirement.isAuditable,
  text: requirement.text,
  position: requirement.position,
})
