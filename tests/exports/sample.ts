import type { DocumentSource } from '@certloom/server/exports/source'
import type { RichText } from '@certloom/shared/documents/contract'
import type { FillableSection } from '@certloom/shared/templates/contract'

const section = (id: string, title: string, type: FillableSection['type'], columns: FillableSection['columns'] = []): FillableSection => ({
  id,
  title,
  type,
  is_mandatory: true,
  placeholder: '',
  requires_evidence: false,
  evidence_description: null,
  evidence_format: null,
  refs: [],
  columns,
})

const column = (id: string, label: string, type: FillableSection['columns'][number]['type']): FillableSection['columns'][number] => ({
  id,
  label,
  type,
  options: type === 'choice' ? [{ id: 'high', label: 'High' }] : [],
})

export const words = (text: string, ...marks: NonNullable<RichText['marks']>): RichText => ({
  type: 'text',
  text,
  ...(marks.length > 0 && { marks }),
})
export const node = (type: string, content: RichText[], attrs?: Record<string, unknown>): RichText => ({
  type,
  content,
  ...(attrs && { attrs }),
})
export const para = (...content: RichText[]): RichText => node('paragraph', content)

const anna = '018f0000-0000-7000-8000-000000000001'

/** What somebody wrote into the text section of the sample. */
export const richSample: RichText = node('doc', [
  para(
    words('Harbor protects what '),
    words('customers', { type: 'bold' }),
    words(' give it, see '),
    words('the policy', { type: 'link', attrs: { href: 'https://harbor.example/policy?a=1&b=2' } }),
    words('.'),
  ),
  node('heading', [words('Steps')], { level: 2 }),
  node(
    'orderedList',
    [
      node('listItem', [para(words('Assess')), node('bulletList', [node('listItem', [para(words('at rest'))])])]),
      node('listItem', [para(words('Treat'))]),
    ],
    { start: 3 },
  ),
  node('blockquote', [para(words('Nobody is too small.', { type: 'italic' }))]),
  node('codeBlock', [words('gpg --verify\nsha256sum --check')]),
  node('table', [
    node('tableRow', [node('tableHeader', [para(words('Role'))]), node('tableHeader', [para(words('Duty'))])]),
    node('tableRow', [node('tableCell', [para(words('Owner'))]), node('tableCell', [para(words('Decides'))])]),
  ]),
])

const risks = section('r', 'Risk register', 'table', [
  column('risk', 'Risk', 'text'),
  column('owner', 'Owner', 'person'),
  column('impact', 'Impact', 'choice'),
  column('score', 'Score', 'number'),
  column('due', 'Due', 'date'),
  column('plan', 'Treatment', 'text'),
])

/** A draft as the database would give it: every kind of section, filled. */
export function sampleSource(changes: Partial<DocumentSource> = {}): DocumentSource {
  const version = {
    revision: 12,
    documentVersion: 1,
    kind: 'autosave' as const,
    label: null,
    createdAt: new Date('2026-11-20T14:03:00Z'),
    contentHash: 'ab'.repeat(32),
    by: null,
  }
  return {
    name: 'Information Security Policy',
    documentType: 'policy',
    organization: 'Harbor Compliance',
    customer: 'Acme Corp',
    framework: 'ISO/IEC 27001:2022',
    clauseRefs: ['5.2', '6.2'],
    template: { name: 'Information Security Policy', version: 3 },
    responsible: 'Anna Lindqvist',
    version,
    approval: null,
    history: [
      { ...version, revision: 9, kind: 'named', label: 'For the board', by: 'Olivia' },
      { ...version, revision: 0, kind: 'created', by: null },
    ],
    sections: {
      fixed: [{ id: 'purpose', title: 'Purpose', content: 'This policy says how information is protected.\n\nIt applies to everybody.' }],
      fillable: [
        section('t', 'Security objectives', 'text'),
        risks,
        section('l', 'Commitments', 'list'),
        section('e', 'Proof', 'evidence'),
        section('n', 'Exceptions', 'text'),
      ],
    },
    facts: null,
    contents: new Map<string, unknown>([
      ['t', richSample],
      [
        'r',
        {
          rows: Array.from({ length: 30 }, (_, index) => ({
            id: `${index}`,
            cells: {
              risk: `Risk ${index + 1}`,
              owner: anna,
              impact: 'high',
              score: index,
              due: '2027-01-05',
              plan: 'Encrypt disks and rotate the keys every quarter.',
            },
          })),
        },
      ],
      [
        'l',
        [
          { id: '1', text: 'We train everybody.' },
          { id: '2', text: 'We improve.' },
        ],
      ],
      ['e', [{ evidence_id: anna, title: 'Training record' }]],
    ]),
    names: new Map([[anna, 'Anna Lindqvist']]),
    evidence: [
      {
        title: 'Training record',
        status: 'accepted',
        validFrom: new Date('2026-01-01'),
        validUntil: new Date('2026-12-31'),
        url: null,
        file: { name: 'training.pdf', sha256: 'cd'.repeat(32) },
        sections: ['Proof'],
      },
      {
        title: 'Policy page',
        status: 'pending',
        validFrom: null,
        validUntil: null,
        url: 'https://harbor.example/',
        file: null,
        sections: ['Security objectives', 'Proof'],
      },
    ],
    evidenceAt: new Date('2026-11-21T09:30:00Z'),
    exported: { by: 'Olivia', at: new Date('2026-11-21T09:30:00Z') },
    ...changes,
  }
}
