import { z } from 'zod'
import { type Item, Meta, metaOf, readSeed, type Source } from './seedFiles.ts'

// Laws and government publications

/** Chapters II to V speak to those who process personal data; the others are definitions, authorities and final provisions. */
const gdprChaptersToAudit = new Set([2, 3, 4, 5])

export function gdpr(): Source {
  const Chapter = z.object({ code: z.string(), number: z.number(), title: z.string() })
  const Section = z.object({ chapter: z.number(), code: z.string(), title: z.string() })
  const Article = z.object({ code: z.string(), title: z.string(), chapter: z.number(), section: z.string().optional() })
  const file = readSeed(
    'gdpr',
    z.object({ meta: Meta, chapters: z.array(Chapter), sections: z.array(Section), articles: z.array(Article) }),
  )
  const items = file.chapters.flatMap((chapter): Item[] => {
    const sectionCode = (section: string): string => `${chapter.code} Section ${section}`
    const articles = (section: string | undefined, parent: string): Item[] =>
      file.articles
        .filter((article) => article.chapter === chapter.number && article.section === section)
        .map(({ code, title }) => ({
          code,
          title,
          kind: 'article',
          parent_code: parent,
          is_auditable: gdprChaptersToAudit.has(chapter.number),
        }))
    const sections = file.sections.filter((section) => section.chapter === chapter.number)
    return [
      { code: chapter.code, title: chapter.title, kind: 'chapter', heading: true },
      ...articles(undefined, chapter.code),
      ...sections.flatMap((section): Item[] => [
        { code: sectionCode(section.code), title: section.title, kind: 'section', parent_code: chapter.code, heading: true },
        ...articles(section.code, sectionCode(section.code)),
      ]),
    ]
  })
  return { meta: { ...metaOf(file.meta), edition: '2016/679' }, items }
}

export function hipaa(): Source {
  const Rule = z.object({
    code: z.string(),
    title: z.string(),
    section: z.string(),
    kind: z.string(),
    standard: z.string().optional(),
    requirement: z.string().optional(),
    alsoCitedAs: z.array(z.string()).optional(),
  })
  const file = readSeed(
    'hipaa-security-rule',
    z.object({ meta: Meta, sections: z.array(z.object({ code: z.string(), title: z.string() })), items: z.array(Rule) }),
  )
  const items = file.sections.flatMap((section): Item[] => [
    { code: section.code, title: section.title, kind: 'section', heading: true },
    ...file.items
      .filter((rule) => rule.section === section.code)
      .map((rule) => ({
        code: rule.code,
        title: rule.title,
        kind: rule.kind,
        parent_code: rule.standard ?? section.code,
        is_auditable: true,
        attributes: { requirement: rule.requirement ?? null, also_cited_as: rule.alsoCitedAs ?? [] },
      })),
  ])
  return { meta: metaOf(file.meta), items }
}

export function nist800171(): Source {
  const Family = z.object({ code: z.string(), prefix: z.string(), name: z.string() })
  const Requirement = z.object({
    code: z.string(),
    family: z.string(),
    title: z.string(),
    text: z.string(),
    type: z.string(),
    nist80053r4: z.array(z.string()),
    dodAssessmentWeight: z.number(),
    dodPartialWeight: z.number().optional(),
  })
  const file = readSeed('nist-800-171r2', z.object({ meta: Meta, families: z.array(Family), requirements: z.array(Requirement) }))
  const items = file.families.flatMap((family): Item[] => [
    { code: family.prefix, title: family.name, kind: 'family', heading: true, attributes: { abbreviation: family.code } },
    ...file.requirements
      .filter((requirement) => requirement.family === family.code)
      .map((requirement) => ({
        code: requirement.code,
        title: requirement.title,
        kind: 'requirement',
        parent_code: family.prefix,
        is_auditable: true,
        text: requirement.text,
        attributes: {
          type: requirement.type,
          nist_800_53r4: requirement.nist80053r4,
          dod_assessment_weight: requirement.dodAssessmentWeight,
          dod_partial_weight: requirement.dodPartialWeight ?? null,
        },
      })),
  ])
  return { meta: metaOf(file.meta), items }
}

export const Cmmc = z.object({
  meta: Meta,
  level1: z.array(z.object({ code: z.string(), title: z.string(), far: z.string(), nist80171r2: z.array(z.string()) })),
  level2: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      domain: z.string(),
      domainName: z.string(),
      nist80171r2: z.string(),
      inLevel1: z.boolean(),
    }),
  ),
})

export function cmmc(): Source {
  const file = readSeed('cmmc-2-level2', Cmmc)
  const domains = new Map(file.level2.map((practice) => [practice.domain, practice.domainName]))
  const items = [...domains].flatMap(([domain, name]): Item[] => [
    { code: domain, title: name, kind: 'domain', heading: true },
    ...file.level1
      .filter((practice) => practice.code.startsWith(`${domain}.`))
      .map(({ code, title, far }) => ({
        code,
        title,
        kind: 'practice',
        parent_code: domain,
        is_auditable: true,
        attributes: { level: 1, far },
      })),
    ...file.level2
      .filter((practice) => practice.domain === domain)
      .map(({ code, title, inLevel1 }) => ({
        code,
        title,
        kind: 'practice',
        parent_code: domain,
        is_auditable: true,
        attributes: { level: 2, in_level_1: inLevel1 },
      })),
  ])
  return { meta: { ...metaOf(file.meta), edition: '2.0' }, items }
}

const Verified = z.object({ code: z.string(), title: z.string(), verified: z.boolean() })
export const Nigeria = z.object({
  meta: Meta,
  ndpa: z.object({
    parts: z.array(z.object({ code: z.string(), title: z.string() })),
    sections: z.array(Verified.extend({ part: z.string(), assessable: z.boolean() })),
  }),
  ndpr2019: z.object({ articles: z.array(Verified) }),
  ndprToNdpa: z.array(z.object({ ndpr: z.string(), ndpa: z.array(z.string()) })),
})

/** The Nigerian Act. Only what was verified, and only parts that have something verified (PRODUCT decision 18). */
export function ndpa2023(): Source {
  const { meta, ndpa } = readSeed('ndpr', Nigeria)
  const items = ndpa.parts.flatMap((part): Item[] => {
    const sections = ndpa.sections.filter((section) => section.verified && `Part ${section.part}` === part.code)
    if (sections.length === 0) return []
    return [
      { code: part.code, title: part.title, kind: 'part', heading: true },
      ...sections.map(({ code, title, assessable }) => ({
        code,
        title,
        kind: 'section',
        parent_code: part.code,
        is_auditable: assessable,
      })),
    ]
  })
  const named = {
    name: 'NDPA 2023',
    title: 'Nigeria Data Protection Act 2023 (Act No. 37 of 2023)',
    publisher: meta.publisher,
    edition: '2023',
  }
  return { meta: { ...named, status: 'in force since 2023-06-12' }, items }
}

/** The regulation it replaced, kept as history: assessable where the Act's successor sections are. */
export function ndpr2019(): Source {
  const { meta, ndpa, ndpr2019: regulation, ndprToNdpa } = readSeed('ndpr', Nigeria)
  const assessable = new Set(ndpa.sections.filter((section) => section.assessable).map((section) => section.code))
  const successors = new Map(ndprToNdpa.map((pair) => [pair.ndpr, pair.ndpa]))
  const items = regulation.articles
    .filter((article) => article.verified)
    .map(
      ({ code, title }): Item => ({
        code,
        title,
        kind: 'article',
        is_auditable: (successors.get(code) ?? []).some((section) => assessable.has(section)),
      }),
    )
  const named = { name: 'NDPR 2019', title: 'Nigeria Data Protection Regulation 2019', publisher: meta.publisher, edition: '2019' }
  return { meta: { ...named, status: 'superseded by NDPA 2023; stopped applying on 2025-09-19' }, items }
}
