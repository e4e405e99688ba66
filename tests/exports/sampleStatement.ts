import type { StatementSource } from '@certloom/server/exports/statementSource'
import { newId } from '@certloom/shared/ids'
import type { StatementRow } from '@certloom/shared/readiness/statementContract'

const row = (code: string, title: string, more: Partial<StatementRow> = {}): StatementRow => ({
  requirement_id: newId(),
  code,
  title,
  is_applicable: null,
  justification: '',
  status: null,
  implementation: '',
  documents: [],
  evidence: null,
  owner: null,
  ...more,
})

const policy = { id: newId(), document_name: 'Information Security Policy', is_approved: true }

/** A statement with a row of every kind: implemented, partly, left out, not decided. */
export const sampleStatement = (): StatementSource => ({
  revision: 12,
  project: 'ISO/IEC 27001:2022 readiness 2026',
  organization: 'Harbor Compliance',
  customer: 'Acme Corp',
  framework: 'ISO/IEC 27001:2022',
  exported: { by: 'Ingrid Solberg', at: new Date('2026-11-21T11:30:00Z') },
  domains: [
    {
      code: 'A.5',
      title: 'Organizational controls',
      rows: [
        row('A.5.1', 'Policies for information security', {
          is_applicable: true,
          status: 'ready',
          justification: 'Approved by the board in March; reviewed every year.',
          implementation: 'One policy for the whole company, signed by everybody who joins, and read again each spring.',
          documents: [policy],
          evidence: {
            title: 'https://files.acme.example/policies/information-security',
            url: 'https://files.acme.example/policies',
            status: null,
          },
          owner: 'Daniel Brandt',
        }),
        row('A.5.7', 'Threat intelligence', {
          is_applicable: true,
          status: 'partial',
          justification: 'A feed is chosen and not yet bought.',
          documents: [{ ...policy, document_name: 'Risk Assessment and Treatment Procedure', is_approved: false }],
          evidence: { title: 'Minutes of the security forum', url: null, status: 'pending' },
          owner: 'Mei Tanaka',
        }),
        row('A.5.9', 'Inventory of information and other associated assets'),
      ],
    },
    {
      code: 'A.7',
      title: 'Physical controls',
      rows: [
        row('A.7.4', 'Physical security monitoring', {
          is_applicable: false,
          status: 'not_applicable',
          justification: 'There are no premises: everybody works from home, and the servers stand with a certified host.',
        }),
      ],
    },
  ],
})
