import { catalogueId } from '@certloom/shared/ids'
import { type MappingRow, readMappings } from './mappings.ts'
import { cmmc, gdpr, hipaa, ndpa2023, ndpr2019, nist800171 } from './regulations.ts'
import type { Item, Source } from './seedFiles.ts'
import { clauseStandard, iso27001, iso27001Of2013, soc2 } from './standards.ts'

/** A framework as the catalogue ships it. Keys are the table's columns. */
export type FrameworkRow = Source['meta'] & { id: string; code: string; position: number }

/** `attributes.is_heading` marks rows that only group others (themes, families, chapters): they are shown in the list and not counted. */
export type RequirementRow = {
  id: string
  framework_id: string
  code: string
  title: string
  kind: string
  parent_code: string | null
  is_auditable: boolean
  text: string | null
  attributes: { is_heading: boolean } & Record<string, unknown>
  position: number
}

export type Catalogue = { frameworks: FrameworkRow[]; requirements: RequirementRow[]; mappings: MappingRow[] }

/** The shipped frameworks in the order people meet them; superseded ones last. */
const sources: Record<string, () => Source> = {
  'iso27001-2022': iso27001,
  'iso9001-2015': () => clauseStandard('iso9001-2015'),
  'iso14001-2015': () => clauseStandard('iso14001-2015'),
  'iso45001-2018': () => clauseStandard('iso45001-2018'),
  'iso22301-2019': () => clauseStandard('iso22301-2019'),
  'soc2-tsc-2017': soc2,
  gdpr,
  'hipaa-security-rule': hipaa,
  'ndpa-2023': ndpa2023,
  'nist-800-171r2': nist800171,
  'cmmc-2-level2': cmmc,
  'iso27001-2013': iso27001Of2013,
  'ndpr-2019': ndpr2019,
}

/** Reads the shipped frameworks, their requirements and the mappings between them, as rows. */
export function readCatalogue(): Catalogue {
  const frameworks: FrameworkRow[] = []
  const requirements: RequirementRow[] = []
  for (const [index, [code, read]] of Object.entries(sources).entries()) {
    const { meta, items } = read()
    const framework = { id: catalogueId('framework', code), code, ...meta, position: index + 1 }
    frameworks.push(framework)
    requirements.push(...items.map((item, at) => requirementRow(framework, item, at + 1)))
  }
  const known = new Set(requirements.map((requirement) => requirement.id))
  return {
    frameworks,
    requirements,
    mappings: readMappings().filter((m) => known.has(m.source_requirement_id) && known.has(m.target_requirement_id)),
  }
}

const requirementRow = (framework: FrameworkRow, item: Item, position: number): RequirementRow => ({
  id: catalogueId('requirement', framework.code, item.code),
  framework_id: framework.id,
  code: item.code,
  title: item.title,
  kind: item.kind,
  parent_code: item.parent_code ?? null,
  is_auditable: item.is_auditable ?? false,
  text: item.text ?? null,
  attributes: { ...item.attributes, is_heading: item.heading ?? false },
  position,
})
