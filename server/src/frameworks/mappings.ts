import { catalogueId } from '@certloom/shared/ids'
import { z } from 'zod'
import { Cmmc, Nigeria } from './regulations.ts'
import { readSeed, snakeCaseKeys } from './seedFiles.ts'

/** One requirement bears on another. Pairs of our own judgement are `editorial`; the others are derived from published tables. */
export type MappingRow = {
  id: string
  source_requirement_id: string
  target_requirement_id: string
  relation: string
  confidence: 'high' | 'medium' | 'low' | 'editorial'
  evidence: Record<string, unknown>
}

/** Every shipped mapping. Ends that were not imported (unverified sections) are for the caller to drop. */
export const readMappings = (): MappingRow[] => [...editionMappings(), ...isoToNist(), ...cmmcToNist(), ...ndprToNdpa()]

type Pair = { from: [framework: string, code: string]; to: [framework: string, code: string] } & Pick<
  MappingRow,
  'relation' | 'confidence' | 'evidence'
>

const mapping = ({ from, to, ...rest }: Pair): MappingRow => ({
  id: catalogueId('mapping', ...from, ...to, rest.relation),
  source_requirement_id: catalogueId('requirement', ...from),
  target_requirement_id: catalogueId('requirement', ...to),
  ...rest,
})

/** How many independent sources confirm a pair of editions. */
const confidenceBySources = { 1: 'low', 2: 'medium', 3: 'high' } as const

function editionMappings(): MappingRow[] {
  const file = readSeed(
    'iso27001-2013-to-2022',
    z.object({ pairs: z.array(z.object({ from2013: z.string(), to2022: z.string(), confirmedBy: z.array(z.string()).min(1).max(3) })) }),
  )
  return file.pairs.map((pair) =>
    mapping({
      from: ['iso27001-2013', pair.from2013],
      to: ['iso27001-2022', pair.to2022],
      relation: 'succeeded_by',
      confidence: confidenceBySources[pair.confirmedBy.length as 1 | 2 | 3],
      evidence: { confirmed_by: pair.confirmedBy },
    }),
  )
}

function isoToNist(): MappingRow[] {
  const Derived = z.object({
    iso: z.string(),
    nist: z.string(),
    confidence: z.enum(['high', 'medium', 'low']),
    partial: z.boolean(),
    grouped: z.boolean(),
    evidence: z.record(z.string(), z.array(z.string())),
  })
  const Editorial = z.object({ iso: z.string(), nist: z.string(), why: z.string(), confidence: z.literal('editorial') })
  const ClausePair = z.object({ nist: z.string(), isoClauses: z.array(z.string()) })
  const file = readSeed(
    'iso27001-2022-to-nist-800-171r2',
    z.object({ pairs: z.array(Derived), editorialPairs: z.array(Editorial), clausePairs: z.array(ClausePair) }),
  )
  const related = (iso: string, nist: string, confidence: MappingRow['confidence'], evidence: MappingRow['evidence']): MappingRow =>
    mapping({ from: ['iso27001-2022', iso], to: ['nist-800-171r2', nist], relation: 'related', confidence, evidence })
  return [
    ...file.pairs.map((pair) =>
      related(pair.iso, pair.nist, pair.confidence, { ...snakeCaseKeys(pair.evidence), partial: pair.partial, grouped: pair.grouped }),
    ),
    ...file.editorialPairs.map((pair) => related(pair.iso, pair.nist, pair.confidence, { why: pair.why })),
    // The file states no path for its clause pairs, so they claim nothing more.
    ...file.clausePairs.flatMap((pair) => pair.isoClauses.map((clause) => related(clause, pair.nist, 'low', { clause_pair: true }))),
  ]
}

function cmmcToNist(): MappingRow[] {
  const file = readSeed('cmmc-2-level2', Cmmc)
  const equal = (code: string, nist: string, evidence: MappingRow['evidence']): MappingRow =>
    mapping({ from: ['cmmc-2-level2', code], to: ['nist-800-171r2', nist], relation: 'equal', confidence: 'high', evidence })
  return [
    ...file.level1.flatMap((practice) => practice.nist80171r2.map((nist) => equal(practice.code, nist, { level: 1, far: practice.far }))),
    ...file.level2.map((practice) => equal(practice.code, practice.nist80171r2, { level: 2 })),
  ]
}

function ndprToNdpa(): MappingRow[] {
  const file = readSeed('ndpr', Nigeria)
  return file.ndprToNdpa.flatMap((pair) =>
    pair.ndpa.map((section) =>
      mapping({
        from: ['ndpr-2019', pair.ndpr],
        to: ['ndpa-2023', section],
        relation: 'succeeded_by',
        confidence: 'editorial',
        evidence: { why: 'same subject in the Act that replaced the regulation' },
      }),
    ),
  )
}
