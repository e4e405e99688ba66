import { z } from 'zod'
import { type Item, Meta, metaOf, readSeed, type Source, snakeCaseKeys } from './seedFiles.ts'

// Standards whose text may not be shipped: codes and short titles only (PRODUCT decision 19)

const Clause = z.object({
  code: z.string(),
  title: z.string(),
  parent: z.string().nullable(),
  auditable: z.boolean(),
  requiredDocumentedInformation: z.array(z.string()).optional(),
})

const clauseItem = (clause: z.infer<typeof Clause>): Item => ({
  code: clause.code,
  title: clause.title,
  kind: 'clause',
  parent_code: clause.parent,
  is_auditable: clause.auditable,
  attributes: { required_documented_information: clause.requiredDocumentedInformation ?? [] },
})

export function clauseStandard(code: string): Source {
  const file = readSeed(code, z.object({ meta: Meta, clauses: z.array(Clause) }))
  return { meta: metaOf(file.meta), items: file.clauses.map(clauseItem) }
}

export function iso27001(): Source {
  const Theme = z.object({ code: z.string(), key: z.string(), title: z.string() })
  const Control = z.object({
    code: z.string(),
    title: z.string(),
    theme: z.string(),
    isNew: z.boolean(),
    attributes: z.record(z.string(), z.array(z.string())),
  })
  const { annexA } = readSeed('iso27001-2022', z.object({ annexA: z.object({ themes: z.array(Theme), controls: z.array(Control) }) }))
  const { meta, items: clauses } = clauseStandard('iso27001-2022')
  const controls = annexA.themes.flatMap((theme): Item[] => [
    { code: theme.code, title: theme.title, kind: 'theme', heading: true },
    ...annexA.controls
      .filter((control) => control.theme === theme.key)
      .map((control) => ({
        code: control.code,
        title: control.title,
        kind: 'control',
        parent_code: theme.code,
        is_auditable: true,
        attributes: { theme: theme.key, is_new: control.isNew, ...snakeCaseKeys(control.attributes) },
      })),
  ])
  return { meta, items: [...clauses, ...controls].map(withGuidance()) }
}

/** Adds what to look for in a row, in our own words. */
function withGuidance(): (item: Item) => Item {
  const { rows } = readSeed('iso27001-2022-guidance', z.object({ rows: z.record(z.string(), z.string()) }))
  return (item) => {
    const guidance = rows[item.code]
    return guidance === undefined ? item : { ...item, attributes: { ...item.attributes, guidance } }
  }
}

export function iso27001Of2013(): Source {
  const Named = z.object({ code: z.string(), title: z.string() })
  const file = readSeed(
    'iso27001-2013',
    z.object({
      meta: Meta,
      domains: z.array(Named),
      objectives: z.array(Named.extend({ domain: z.string() })),
      controls: z.array(Named.extend({ objective: z.string() })),
    }),
  )
  const controlsOf = (objective: string): Item[] =>
    file.controls
      .filter((c) => c.objective === objective)
      .map((c) => ({ code: c.code, title: c.title, kind: 'control', parent_code: objective, is_auditable: true }))
  const objectivesOf = (domain: string): Item[] =>
    file.objectives
      .filter((o) => o.domain === domain)
      .flatMap((o): Item[] => [
        { code: o.code, title: o.title, kind: 'objective', parent_code: domain, heading: true },
        ...controlsOf(o.code),
      ])
  const items = file.domains.flatMap((d): Item[] => [
    { code: d.code, title: d.title, kind: 'domain', heading: true },
    ...objectivesOf(d.code),
  ])
  return { meta: metaOf(file.meta), items }
}

export function soc2(): Source {
  const Series = z.object({ code: z.string(), title: z.string(), category: z.string() })
  const file = readSeed(
    'soc2-tsc-2017',
    z.object({ meta: Meta, series: z.array(Series), criteria: z.array(Series.extend({ series: z.string() })) }),
  )
  const items = file.series.flatMap((series): Item[] => [
    { code: series.code, title: series.title, kind: 'series', heading: true, attributes: { category: series.category } },
    ...file.criteria
      .filter((criterion) => criterion.series === series.code)
      .map(({ code, title, category }) => ({
        code,
        title,
        kind: 'criterion',
        parent_code: series.code,
        is_auditable: true,
        attributes: { category },
      })),
  ])
  return { meta: { ...metaOf(file.meta), edition: '2017' }, items }
}
