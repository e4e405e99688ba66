import { createHash } from 'node:crypto'
import { catalogueId } from '@certloom/shared/ids'
import pg from 'pg'
import { readTemplates, type TemplateRow } from '../templates/catalogue.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'

/** Everything the product ships as data. */
export type Shipped = Catalogue & { templates: TemplateRow[] }

/** Our own lock number: two processes that start together load one after the other. */
const catalogueLock = 7_270_002

/**
 * Brings the shipped catalogue (frameworks, requirements, mappings, templates) into a migrated database, in one transaction. Does nothing when
 * it is there already. A template that says something else than before gets another version; documents keep the one they were made from.
 * @param ownerUrl login that owns the tables: row security lets nobody else write catalogue rows
 * @param shipped what to load; by default what is in `prisma/seed`
 */
export async function loadCatalogue(ownerUrl: string, shipped: Shipped = readShipped()): Promise<void> {
  const fingerprint = createHash('sha256').update(JSON.stringify(shipped)).digest('hex')
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [catalogueLock])
    if ((await loadedFingerprint(client)) !== fingerprint) {
      await loadFrameworks(client, shipped)
      await loadTemplates(client, shipped.templates)
      await client.query(`comment on table framework is 'catalogue ${fingerprint}'`)
    }
    await client.query('commit')
  } finally {
    await client.end() // an open transaction is rolled back
  }
}

/** Reads what is in `prisma/seed`. */
export const readShipped = (): Shipped => ({ ...readCatalogue(), templates: readTemplates() })

/** What was loaded last; kept as the comment of the framework table, because it belongs to the data and is no row of it. */
async function loadedFingerprint(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ comment: string | null }>(`select obj_description('framework'::regclass, 'pg_class') as comment`)
  return rows[0]?.comment?.replace('catalogue ', '')
}

async function loadFrameworks(client: pg.Client, { frameworks, requirements, mappings }: Catalogue): Promise<void> {
  await upsert(client, 'framework', frameworks, {
    id: 'uuid',
    code: 'text',
    name: 'text',
    title: 'text',
    publisher: 'text',
    edition: 'text',
    status: 'text',
    position: 'int',
  })
  const current = requirements.map((requirement) => ({ ...requirement, retired_at: null }))
  await upsert(client, 'framework_requirement', current, {
    id: 'uuid',
    framework_id: 'uuid',
    code: 'text',
    title: 'text',
    kind: 'text',
    parent_code: 'text',
    is_auditable: 'boolean',
    text: 'text',
    attributes: 'jsonb',
    position: 'int',
    retired_at: 'timestamptz',
  })
  await upsert(client, 'requirement_mapping', mappings, {
    id: 'uuid',
    source_requirement_id: 'uuid',
    target_requirement_id: 'uuid',
    relation: 'text',
    confidence: 'text',
    evidence: 'jsonb',
  })
  await client.query('delete from requirement_mapping where id <> all ($1)', [mappings.map((row) => row.id)])
  // No longer shipped: checklists made with them keep them, marked; new ones are not given them
  await client.query('update framework_requirement set retired_at = now() where retired_at is null and id <> all ($1)', [
    requirements.map((row) => row.id),
  ])
}

async function loadTemplates(client: pg.Client, templates: TemplateRow[]): Promise<void> {
  const versions = await nextVersions(client, templates)
  const rows = templates.map((template) => ({
    ...template,
    current_version_id: versionId(template, versions.get(template.id)?.version ?? 1),
    archived_at: null,
  }))
  await upsert(client, 'template', rows, {
    id: 'uuid',
    framework_id: 'uuid',
    code: 'text',
    name: 'text',
    document_type: 'text',
    set: 'text',
    purpose: 'text',
    clause_refs: 'text[]',
    control_refs: 'text[]',
    suggested_owner: 'text',
    review_frequency: 'text',
    current_version_id: 'uuid',
    position: 'int',
    archived_at: 'timestamptz',
  })
  const added = templates.filter((template) => versions.get(template.id)?.isNew)
  await upsert(
    client,
    'template_version',
    added.map((template) => {
      const version = versions.get(template.id)?.version ?? 1
      return { ...template, id: versionId(template, version), template_id: template.id, version }
    }),
    { id: 'uuid', template_id: 'uuid', version: 'int', fixed_sections: 'jsonb', fillable_sections: 'jsonb', content_hash: 'text' },
  )
  // No longer shipped: documents made from them stay, new ones are not offered
  await client.query('update template set archived_at = now() where organization_id is null and archived_at is null and id <> all ($1)', [
    templates.map((row) => row.id),
  ])
}

const versionId = (template: TemplateRow, version: number): string =>
  catalogueId('template_version', template.framework_id, template.code, String(version))

/** Which version each template is at: the current one if it says the same, else the next. */
async function nextVersions(client: pg.Client, templates: TemplateRow[]): Promise<Map<string, { version: number; isNew: boolean }>> {
  const { rows } = await client.query<{ template_id: string; version: number; content_hash: string }>(
    'select distinct on (template_id) template_id, version, content_hash from template_version where organization_id is null order by template_id, version desc',
  )
  const last = new Map(rows.map((row) => [row.template_id, row]))
  return new Map(
    templates.map((template) => {
      const known = last.get(template.id)
      const isNew = known?.content_hash !== template.content_hash
      return [template.id, { version: (known?.version ?? 0) + (isNew ? 1 : 0), isNew }]
    }),
  )
}

/** Inserts rows by id and updates those that differ, in one statement; columns of `rows` that are not named are left out. */
async function upsert(client: pg.Client, table: string, rows: readonly { id: string }[], columns: Record<string, string>): Promise<void> {
  const names = Object.keys(columns).map((name) => `"${name}"`)
  const types = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`)
  const others = names.filter((name) => name !== '"id"')
  await client.query(
    `insert into ${table} as t (${names.join(', ')})
     select ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as shipped (${types.join(', ')})
     on conflict (id) do update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}
     where (${others.map((name) => `t.${name}`).join(', ')}) is distinct from (${others.map((name) => `excluded.${name}`).join(', ')})`,
    [JSON.stringify(rows)],
  )
}
