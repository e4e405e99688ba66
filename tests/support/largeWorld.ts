import { firstFolders } from '@certloom/shared/files/storage'
import type { Person } from './people.ts'
import type { World } from './world.ts'

/** What a large organization has (PRODUCT section 7). */
export const large = { customers: 1_000, documents: 15_000, tasks: 150_000 } as const

/**
 * The others in the same tables: more customers than the one that is asked, so that an index which does not begin with the organization is no help; and
 * versions enough that what one organization approved is not so much of the table that reading all of it costs the same.
 */
const neighbours = { customers: 2_000, tasksOfDocument: 2, people: 10, approvals: 8, bare: 20_000 } as const

/** Files of each customer. */
const filesEach = 10

/**
 * Fills two organizations by SQL, in seconds: each customer has one plan with fifteen documents and their tasks, in all states, due over a year around
 * today; people and teams, files and evidence, activity, an inbox and sixty days of progress. The rooms of the documents are left out: they are not
 * to be opened. Answers how many seconds the large one took.
 */
export async function fillLarge({ sql }: Pick<World, 'sql'>, person: Person, neighbour: Person): Promise<number> {
  const begin = performance.now()
  await fill(sql, person, { customers: large.customers, tasksOfDocument: large.tasks / large.documents, people: 2, approvals: 2 })
  const seconds = (performance.now() - begin) / 1_000
  await fill(sql, neighbour, neighbours)
  await addCustomers(sql, neighbour.me.organization.id, neighbours.bare)
  await sql(
    `insert into iso_plan (id, organization_id, customer_id, framework_id, name, status, template_selection_mode, target_completion_date, owner_id, created_by_id, created_at, updated_at)
     select gen_random_uuid(), $1, c.id, f.id, 'Given up', 'cancelled', 'all', current_date, $2, $2, now(), now()
       from customer c, framework f
      where c.organization_id = $1 and not c.is_self and f.code = 'iso27001-2022' and not exists (select from iso_plan p where p.customer_id = c.id)`,
    [neighbour.me.organization.id, neighbour.me.user.id],
  )
  await sql('vacuum (analyze)')
  return seconds
}

/** `approvals` is how often an approved document was approved. */
type Size = { customers: number; tasksOfDocument: number; people: number; approvals: number }

/** What needs nothing of one another is made by two connections at the same time. */
async function fill(sql: World['sql'], { me }: Person, { customers, tasksOfDocument, people, approvals }: Size): Promise<void> {
  const by: By = [me.organization.id, me.user.id]
  const [organizationId] = by
  await addCustomers(sql, organizationId, customers)
  await addPeople(sql, organizationId, people)
  await addPlans(sql, by)
  await addDocuments(sql, by)
  await Promise.all([addTasks(sql, by, tasksOfDocument, 'even'), addTasks(sql, by, tasksOfDocument, 'odd')])
  await Promise.all([addEvidence(sql, by, customers), addRecords(sql, by, customers, approvals)])
}

async function addEvidence(sql: World['sql'], by: By, customers: number): Promise<void> {
  await addFiles(sql, by)
  await sql('analyze evidence, task') // planned by what is known of empty tables, joining them can take minutes
  await addEvidenceOfTasks(sql, by, customers)
}

async function addRecords(sql: World['sql'], by: By, customers: number, approvals: number): Promise<void> {
  const [organizationId] = by
  await addFacts(sql, organizationId)
  await addApprovedVersions(sql, organizationId, approvals)
  await addProgress(sql, organizationId)
  await addActivity(sql, by, customers)
}

/** The organization, and who made all of it. */
type By = [organizationId: string, userId: string]

const addPlans = (sql: World['sql'], by: By) =>
  sql(
    `insert into iso_plan (id, organization_id, customer_id, framework_id, name, status, template_selection_mode, target_completion_date, owner_id, created_by_id, created_at, updated_at)
     select gen_random_uuid(), $1, c.id, f.id, f.name || ' certification', (array['active', 'active', 'active', 'active', 'active', 'paused', 'completed'])[1 + c.n % 7]::plan_status,
            'all', current_date + (c.n % 360)::int - 60, $2, $2, now(), now()
       from (select id, row_number() over (order by id) as n from customer where organization_id = $1 and not is_self) c, framework f
      where f.code = 'iso27001-2022'`,
    by,
  )

const addDocuments = (sql: World['sql'], by: By) =>
  sql(
    `insert into customer_document (id, organization_id, customer_id, plan_id, template_id, template_version_id, name, document_type, iso_code, status,
                                    completion_percentage, mandatory_sections_total, mandatory_sections_completed, position, due_date, created_by_id, created_at, updated_at)
     select gen_random_uuid(), $1, p.customer_id, p.id, t.id, t.current_version_id, t.name, t.document_type, 'iso27001-2022',
            (array['not_started', 'in_progress', 'in_progress', 'pending_review', 'approved', 'approved', 'changes_requested', 'rejected'])[1 + (p.n * 7 + t.n) % 8]::document_status,
            (p.n * 13 + t.n * 7) % 101, 8, (p.n + t.n) % 9, t.n, p.target_completion_date - (15 - t.n)::int * 9, $2, now(),
            now() - ((p.n * 31 + t.n * 17) % 90) * interval '1 day'
       from (select *, row_number() over (order by id) as n from iso_plan where organization_id = $1) p,
            (select *, row_number() over (order by position) as n from template where code like 'isms-%' and set = 'core' and organization_id is null) t`,
    by,
  )

/** Tasks of every second document. */
const addTasks = (sql: World['sql'], by: By, tasksOfDocument: number, documents: 'even' | 'odd') =>
  sql(
    `insert into task (id, organization_id, customer_id, plan_id, document_id, section_id, scope, type, title, status, priority, requires_evidence, has_evidence,
                       is_generated, assignee_id, due_date, completed_at, created_by_id, created_at, updated_at)
     select gen_random_uuid(), $1, d.customer_id, d.plan_id, d.id, case when n < 10 then 's' || n end, 'document', (case when n < 10 then 'fillable_section' else 'custom' end)::task_type,
            'Complete: section ' || n || ' of ' || d.name, s.status, (array['low', 'medium', 'high', 'urgent'])[1 + (d.position + n) % 4]::task_priority,
            n % 4 = 1, n % 8 = 1, n < 10, case when (d.position + n) % 3 = 0 then $2::uuid end, d.due_date,
            case when s.status = 'completed' then now() end, $2, now(), d.updated_at
       from (select *, row_number() over (order by id) as k from customer_document where organization_id = $1) d, generate_series(1, $3::int) n,
            lateral (select (array['pending', 'pending', 'in_progress', 'completed', 'completed', 'completed', 'completed', 'completed', 'blocked', 'cancelled'])[1 + (d.k * 3 + n) % 10]::task_status as status) s
      where d.k % 2 = $4`,
    [...by, tasksOfDocument, documents === 'even' ? 0 : 1],
  )

/** Files in their folders, each of them evidence. */
async function addFiles(sql: World['sql'], by: By): Promise<void> {
  await sql(
    `insert into file_folder (id, organization_id, customer_id, name, created_by_id)
     select gen_random_uuid(), $1, c.id, name, $2 from customer c, unnest($3::text[]) name where c.organization_id = $1 and not c.is_self`,
    [...by, firstFolders],
  )
  await sql(
    `insert into storage_file (id, organization_id, customer_id, file_type, name, media_type, size_bytes, sha256, storage_key, folder_id, uploaded_by_id, created_at)
     select gen_random_uuid(), $1, c.id, 'evidence', 'Minutes of ' || c.company_name || ' ' || n || '.pdf', 'application/pdf', 1000 + n, '', 'large/' || gen_random_uuid(), f.id, $2, now()
       from customer c cross join generate_series(1, ${filesEach}) n left join file_folder f on f.organization_id = $1 and f.customer_id = c.id and f.name = 'Evidence' and n > 2
      where c.organization_id = $1 and not c.is_self`,
    by,
  )
  await sql(
    `insert into evidence (id, organization_id, customer_id, kind, title, file_id, status, created_by_id, created_at, updated_at)
     select gen_random_uuid(), $1, customer_id, 'file', 'Meeting', id, 'accepted', $2, now(), now() from storage_file where organization_id = $1`,
    by,
  )
}

async function addEvidenceOfTasks(sql: World['sql'], by: By, customers: number): Promise<void> {
  await sql(
    `insert into evidence (id, organization_id, customer_id, kind, title, url, status, valid_until, created_by_id, created_at, updated_at)
     select gen_random_uuid(), $1, t.customer_id, 'link', 'Record ' || t.n, 'https://files.example/' || t.n,
            (array['accepted', 'accepted', 'accepted', 'pending', 'rejected'])[1 + t.n % 5]::evidence_status, current_date + (t.n % 400)::int - 100, $2, now(), now()
       from (select customer_id, row_number() over () as n from task where organization_id = $1 and has_evidence) t limit $3`,
    [...by, customers * 15],
  )
  await sql(
    `insert into evidence_link (id, organization_id, customer_id, evidence_id, task_id, created_by_id, created_at)
     select gen_random_uuid(), $1, e.customer_id, e.id, t.id, $2, now()
       from (select *, row_number() over (partition by customer_id order by id) as n from evidence where organization_id = $1) e
       join (select *, row_number() over (partition by customer_id order by id) as n from task where organization_id = $1 and has_evidence) t using (customer_id, n)`,
    by,
  )
}

/** Activity, and an inbox. */
async function addActivity(sql: World['sql'], by: By, customers: number): Promise<void> {
  await sql(
    `insert into activity (id, organization_id, customer_id, actor_id, actor_name, actor_email, action, entity_type, entity_id, created_at)
     select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - t.n * 60000), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid, $1, t.customer_id, $2, 'Somebody', 'somebody@example.test', 'task.status_changed', 'task', t.id, now() - t.n * interval '1 minute'
       from (select *, md5(id::text) as h, row_number() over (order by id) as n from task where organization_id = $1) t limit $3`,
    [...by, customers * 150],
  )
  await sql(
    `insert into notification (id, organization_id, customer_id, user_id, kind, occasion, entity_type, entity_id, actor_name, facts, created_at)
     select gen_random_uuid(), $1, t.customer_id, $2, 'person_joined', 'task ' || t.id, 'user', $2, 'Somebody', '{"place": "the team"}', now()
       from task t where organization_id = $1 and assignee_id is not null limit 20000`,
    by,
  )
}

/** Sixty days of progress. */
const addProgress = (sql: World['sql'], organizationId: string) =>
  sql(
    `insert into score_snapshot (organization_id, subject_id, day, customer_id, plan_id, progress_percentage, total_documents, approved_documents, total_tasks, completed_tasks)
     select $1, s.id, current_date - n, s.customer_id, s.plan_id, greatest(0, 34 - n * 0.5), 15, 3, 135, 75 - n
       from generate_series(1, 60) n,
            (select $1::uuid as id, null::uuid as customer_id, null::uuid as plan_id union all select id, customer_id, id from iso_plan where organization_id = $1) s
     on conflict do nothing`,
    [organizationId],
  )

const addCustomers = (sql: World['sql'], organizationId: string, count: number) =>
  sql(
    `insert into customer (id, organization_id, company_name, industry, created_at, updated_at)
     select gen_random_uuid(), $1, 'Customer ' || lpad(n::text, 4, '0'), (array['Logistics', 'Software', 'Machinery'])[1 + n % 3], now(), now()
       from generate_series(1, $2::int) n`,
    [organizationId, count],
  )

const addFacts = (sql: World['sql'], organizationId: string) =>
  sql(
    `insert into fact (organization_id, customer_id, key, text, updated_at)
     select $1, c.id, f.key, case f.key when 'legal_name' then c.company_name else f.text end, now()
       from customer c, (values ('legal_name', ''), ('isms_manager', 'Jana Weber'), ('review_cadence', 'every year'), ('business', 'Storage')) f(key, text)
      where c.organization_id = $1 and not c.is_self`,
    [organizationId],
  )

/**
 * Approved documents were approved more than once. Three quarters show facts: in the first version all of these were said otherwise, which no longer
 * matters, in the others a ninth of them still are.
 */
const addApprovedVersions = (sql: World['sql'], organizationId: string, approvals: number) =>
  sql(
    `insert into document_version (id, organization_id, customer_id, document_id, revision, document_version, kind, contributor_ids, changed_sections, content_hash, schema_version, facts, created_at)
     select gen_random_uuid(), $1, d.customer_id, d.id, revision, revision, 'approved', '{}', '{}', '', 1,
            case when d.n % 4 > 0 then jsonb_build_object('legal_name', d.company_name, 'review_cadence', 'every year',
                                                          'isms_manager', case when revision = 1 or d.n % 12 = 1 then 'Tim Krüger' else 'Jana Weber' end) end, now()
       from (select d.id, d.customer_id, c.company_name, row_number() over (order by d.id) as n
               from customer_document d join customer c on c.id = d.customer_id
              where d.organization_id = $1 and d.status = 'approved') d, generate_series(1, $2::int) revision`,
    [organizationId, approvals],
  )

/** Some people and a team of each customer, and forty people and teams of the organization itself. Nobody of them signs in. */
async function addPeople(sql: World['sql'], organizationId: string, ofEachCustomer: number): Promise<void> {
  await sql(
    `with place as (
       select gen_random_uuid() as user_id, c.id as customer_id, n
         from customer c, generate_series(1, $2::int) n where c.organization_id = $1 and not c.is_self
       union all select gen_random_uuid(), null, n from generate_series(1, 40) n
     ), person as (
       insert into "user" (id, email, name, color)
       select user_id, user_id || '@large.test', 'Person ' || left(user_id::text, 6), n % 8 from place
     ), staff as (
       insert into organization_member (organization_id, user_id, role) select $1, user_id, 'member' from place where customer_id is null
     )
     insert into customer_member (organization_id, customer_id, user_id, role)
     select $1, customer_id, user_id, 'contributor' from place where customer_id is not null`,
    [organizationId, ofEachCustomer],
  )
  await sql(
    `insert into team (id, organization_id, customer_id, name)
     select gen_random_uuid(), $1, c.id, 'Team of ' || c.company_name from customer c where c.organization_id = $1 and not c.is_self
      union all select gen_random_uuid(), $1, null, 'Team ' || n from generate_series(1, 40) n`,
    [organizationId],
  )
  await sql(
    `insert into team_member (organization_id, customer_id, team_id, user_id)
     select $1, t.customer_id, t.id, m.user_id
       from team t join customer_member m on m.organization_id = t.organization_id and m.customer_id = t.customer_id where t.organization_id = $1
      union all
     select $1, null, t.id, m.user_id
       from (select *, row_number() over (order by id) as n from team where organization_id = $1 and customer_id is null) t
       join (select *, row_number() over (order by user_id) as n from organization_member where organization_id = $1) m on m.n in (t.n, t.n % 40 + 1)`,
    [organizationId],
  )
}
