import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type RequirementRow, readCatalogue } from '@certloom/server/frameworks/catalogue'
import { readTemplates, type TemplateRow } from '@certloom/server/templates/catalogue'
import { TemplateDetail } from '@certloom/shared/templates/contract'
import { describe, expect, test } from 'vitest'

const { frameworks, requirements, mappings } = readCatalogue()
const templates = readTemplates()

const requirementsOf = (code: string): RequirementRow[] => {
  const framework = frameworks.find((candidate) => candidate.code === code)
  return requirements.filter((requirement) => requirement.framework_id === framework?.id)
}
const templatesOf = (code: string): TemplateRow[] => {
  const framework = frameworks.find((candidate) => candidate.code === code)
  return templates.filter((template) => template.framework_id === framework?.id)
}
const codesOf = (code: string, kind: string): string[] =>
  requirementsOf(code)
    .filter((r) => r.kind === kind)
    .map((r) => r.code)
const repeated = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index)
const seed = <T>(file: string): T => JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../prisma/seed', file), 'utf8')) as T

describe('the shipped templates', () => {
  test('have the shape that the interface promises', () => {
    for (const template of templates) {
      const { framework_id, content_hash, position, ...rest } = template
      expect(
        TemplateDetail.strict().parse({
          ...rest,
          iso_standard_id: framework_id,
          version: 1,
          section_count: template.fillable_sections.length,
        }),
      ).toBeTruthy()
    }
  })

  test('name every template, section and column once', () => {
    expect(repeated(templates.map((template) => template.id))).toEqual([])
    for (const template of templates) {
      expect(repeated([...template.fixed_sections, ...template.fillable_sections].map((section) => section.id)), template.code).toEqual([])
      for (const section of template.fillable_sections)
        expect(repeated(section.columns.map((column) => column.id)), `${template.code} ${section.id}`).toEqual([])
    }
  })

  test('give tables at least two columns and everything else none', () => {
    for (const section of templates.flatMap((template) => template.fillable_sections)) {
      if (section.type === 'table') expect(section.columns.length, section.id).toBeGreaterThanOrEqual(2)
      else expect(section.columns, section.id).toEqual([])
    }
  })

  test('let people choose among at least two different options, and offer options nowhere else', () => {
    for (const column of templates.flatMap((template) => template.fillable_sections).flatMap((section) => section.columns)) {
      if (column.type === 'choice') {
        expect(column.options.length, column.label).toBeGreaterThanOrEqual(2)
        expect(repeated(column.options.flatMap((option) => option.id)), column.label).toEqual([])
        expect(repeated(column.options.map((option) => option.label)), column.label).toEqual([])
      } else expect(column.options, column.label).toEqual([])
    }
  })

  test('call a column by its label in lower case, so that its id never depends on its place', () => {
    for (const column of templates.flatMap((template) => template.fillable_sections).flatMap((section) => section.columns)) {
      expect(column.id).toBe(
        column.label
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '_')
          .replaceAll(/^_|_$/g, ''),
      )
    }
  })

  test('ask for a person, a date or a number where the label means one', () => {
    const typesOf = (label: string): Set<string> =>
      new Set(
        templates
          .flatMap((template) => template.fillable_sections)
          .flatMap((section) => section.columns)
          .filter((c) => c.label === label)
          .map((c) => c.type),
      )
    for (const label of ['Owner', 'Approver', 'Reviewed by', 'Risk owner', 'Action owner', 'Auditor'])
      expect(typesOf(label), label).toEqual(new Set(['person']))
    for (const label of ['Date', 'Due date', 'Next review', 'Approved on']) expect(typesOf(label), label).toEqual(new Set(['date']))
    for (const label of ['Likelihood', 'Impact', 'Applicable?', 'Effective?', 'Status', 'State', 'Severity', 'Frequency'])
      expect(typesOf(label), label).toEqual(new Set(['choice']))
    for (const label of ['Score', 'Residual score', 'Weight']) expect(typesOf(label), label).toEqual(new Set(['number']))
    for (const label of ['Number', 'Version', 'Risk ID', 'Code', 'Identifier']) expect(typesOf(label), label).toEqual(new Set(['text']))
  })

  test('record the state of a control in the words of the checklist', () => {
    const soa = templates.find((template) => template.code === 'isms-05-statement-of-applicability')
    const states = soa?.fillable_sections.flatMap((section) => section.columns).filter((column) => column.label === 'State') ?? []
    expect(states).toHaveLength(4)
    for (const state of states) expect(state.options.map((option) => option.id)).toEqual(['ready', 'partial', 'missing', 'not_applicable'])
  })

  test('are 15 core and 9 extended ones for ISO 27001, 10 and 3 for ISO 9001, with the counts the file states', () => {
    const { meta, planTasks } = seed<{
      meta: { summary: Record<string, unknown> }
      planTasks: Record<string, { requiresEvidence: boolean }[]>
    }>('templates/templates.json')
    const summaryOf = (code: string) => {
      const sections = (set: string) =>
        templatesOf(code)
          .filter((template) => template.set === set)
          .flatMap((template) => template.fillable_sections)
      const tasks = (set: string): number => sections(set).filter((section) => section.is_mandatory || section.requires_evidence).length
      const tasksOfPlan = [...(planTasks.common ?? []), ...(planTasks[code] ?? [])]
      return {
        coreTemplates: templatesOf(code).filter((template) => template.set === 'core').length,
        extendedTemplates: templatesOf(code).filter((template) => template.set === 'extended').length,
        coreSections: sections('core').length,
        coreDocumentTasks: tasks('core'),
        coreTasksWithPlanTasks: tasks('core') + tasksOfPlan.length,
        extendedDocumentTasks: tasks('extended'),
        coreEvidenceItems:
          sections('core').filter((section) => section.requires_evidence).length +
          tasksOfPlan.filter((task) => task.requiresEvidence).length,
      }
    }
    expect({ 'iso27001-2022': summaryOf('iso27001-2022'), 'iso9001-2015': summaryOf('iso9001-2015') }).toEqual(meta.summary)
    expect(summaryOf('iso27001-2022')).toMatchObject({ coreTemplates: 15, extendedTemplates: 9 })
    expect(summaryOf('iso9001-2015')).toMatchObject({ coreTemplates: 10, extendedTemplates: 3 })
  })

  test.each(['iso27001-2022', 'iso9001-2015'])('of %s cover every clause that an auditor checks', (code) => {
    const covered = new Set(templatesOf(code).flatMap((template) => template.clause_refs))
    const auditable = requirementsOf(code)
      .filter((r) => r.kind === 'clause' && r.is_auditable)
      .map((r) => r.code)
    expect(auditable.length).toBeGreaterThan(0)
    expect(auditable.filter((clause) => !covered.has(clause))).toEqual([])
  })

  test('cover all 93 controls of Annex A and refer to nothing that does not exist', () => {
    const controls = codesOf('iso27001-2022', 'control')
    const covered = new Set(templatesOf('iso27001-2022').flatMap((template) => template.control_refs))
    expect(controls).toHaveLength(93)
    expect(controls.filter((control) => !covered.has(control))).toEqual([])
    for (const code of ['iso27001-2022', 'iso9001-2015']) {
      const known = new Set(requirementsOf(code).map((r) => r.code))
      const refs = templatesOf(code).flatMap((t) => [
        ...t.clause_refs,
        ...t.control_refs,
        ...t.fillable_sections.flatMap((section) => section.refs),
      ])
      expect(
        refs.filter((ref) => !known.has(ref)),
        code,
      ).toEqual([])
    }
  })
})

describe('the shipped frameworks', () => {
  test('have as many requirements as their sources, headings not counted', () => {
    const counts = Object.fromEntries(
      frameworks.map((framework) => [framework.code, requirementsOf(framework.code).filter((r) => !r.attributes.is_heading).length]),
    )
    expect(counts).toEqual({
      'iso27001-2022': 93 + 41,
      'iso9001-2015': 75,
      'iso14001-2015': 45,
      'iso45001-2018': 56,
      'iso22301-2019': 64,
      'soc2-tsc-2017': 61,
      gdpr: 99,
      'hipaa-security-rule': 22 + 43,
      'ndpa-2023': 49,
      'nist-800-171r2': 110,
      'cmmc-2-level2': 15 + 110,
      'iso27001-2013': 114,
      'ndpr-2019': 18,
    })
  })

  test('have the 93 controls of ISO 27001:2022 in four themes of 37, 8, 14 and 34, and 30 auditable clauses', () => {
    const controls = requirementsOf('iso27001-2022').filter((r) => r.kind === 'control')
    const perTheme = ['A.5', 'A.6', 'A.7', 'A.8'].map((theme) => controls.filter((control) => control.parent_code === theme).length)
    expect(perTheme).toEqual([37, 8, 14, 34])
    expect(requirementsOf('iso27001-2022').filter((r) => r.kind === 'clause' && r.is_auditable)).toHaveLength(30)
  })

  test('keep codes as text in the order of the source: A.5.10 comes after A.5.9 and is not A.5.1', () => {
    const controls = codesOf('iso27001-2022', 'control')
    expect(controls.slice(8, 11)).toEqual(['A.5.9', 'A.5.10', 'A.5.11'])
  })

  test('hang together: every parent exists, no code and no id comes twice, positions run from 1', () => {
    expect(repeated(requirements.map((r) => r.id))).toEqual([])
    for (const framework of frameworks) {
      const own = requirementsOf(framework.code)
      const codes = new Set(own.map((r) => r.code))
      expect(codes.size, framework.code).toBe(own.length)
      expect(
        own.filter((r) => r.parent_code !== null && !codes.has(r.parent_code)).map((r) => r.code),
        framework.code,
      ).toEqual([])
      expect(own.map((r) => r.position)).toEqual(own.map((_, index) => index + 1))
      expect(
        own.filter((r) => r.attributes.is_heading && r.is_auditable).map((r) => r.code),
        framework.code,
      ).toEqual([])
    }
  })

  test('carry no requirement text of ISO or the AICPA, and the full text of NIST', () => {
    const closed = frameworks.filter((framework) => /ISO|AICPA/.test(framework.publisher))
    expect(closed.length).toBe(7)
    for (const framework of closed) {
      const own = requirementsOf(framework.code)
      expect(
        own.filter((r) => r.text !== null).map((r) => r.code),
        framework.code,
      ).toEqual([])
      expect(Math.max(...own.map((r) => r.title.length)), `titles of ${framework.code} are short`).toBeLessThan(120)
    }
    expect(
      requirementsOf('nist-800-171r2')
        .filter((r) => r.kind === 'requirement' && !r.text)
        .map((r) => r.code),
    ).toEqual([])
  })

  test('hold of Nigerian law what was verified, the Act apart from the regulation it replaced', () => {
    type Checked = { code: string; verified: boolean }
    const { ndpa, ndpr2019 } = seed<{ ndpa: { sections: Checked[] }; ndpr2019: { articles: Checked[] } }>('frameworks/ndpr.json')
    const verified = (items: Checked[]): string[] => items.filter((item) => item.verified).map((item) => item.code)
    expect(codesOf('ndpa-2023', 'section')).toEqual(verified(ndpa.sections))
    expect(codesOf('ndpr-2019', 'article')).toEqual(verified(ndpr2019.articles))
    expect(frameworks.find((framework) => framework.code === 'ndpr-2019')?.status).toMatch(/superseded/)
  })

  test('are connected by 115 pairs of editions, 305 derived and 31 editorial pairs to NIST, and every CMMC practice', () => {
    const between = (from: string, to: string) => {
      const [sources, targets] = [from, to].map((code) => new Set(requirementsOf(code).map((r) => r.id)))
      return mappings.filter((m) => sources?.has(m.source_requirement_id) && targets?.has(m.target_requirement_id))
    }
    const controls = new Set(
      requirementsOf('iso27001-2022')
        .filter((r) => r.kind === 'control')
        .map((r) => r.id),
    )
    const toNist = between('iso27001-2022', 'nist-800-171r2').filter((m) => controls.has(m.source_requirement_id))
    const counts = Object.fromEntries(
      ['high', 'medium', 'low', 'editorial'].map((confidence) => [confidence, toNist.filter((m) => m.confidence === confidence).length]),
    )
    expect(between('iso27001-2013', 'iso27001-2022')).toHaveLength(115)
    expect(counts).toEqual({ high: 169, medium: 83, low: 53, editorial: 31 })
    expect(between('cmmc-2-level2', 'nist-800-171r2')).toHaveLength(110 + 17)
    expect(between('ndpr-2019', 'ndpa-2023').every((m) => m.confidence === 'editorial')).toBe(true)
    expect(between('ndpr-2019', 'ndpa-2023').length).toBeGreaterThan(0)
    expect(repeated(mappings.map((m) => m.id))).toEqual([])
  })
})

describe('the story', () => {
  test('lets every Annex A control be decided in exactly one question', () => {
    type Story = { chapters: { questions: { controls: string[]; options: { effects: { control: string }[] }[] }[] }[] }
    const questions = seed<Story>('story/story.json').chapters.flatMap((chapter) => chapter.questions)
    const asked = questions.flatMap((question) => question.controls)
    expect(asked.toSorted()).toEqual(codesOf('iso27001-2022', 'control').toSorted())
    for (const question of questions)
      for (const option of question.options) expect(option.effects.map((e) => e.control).toSorted()).toEqual(question.controls.toSorted())
  })
})
