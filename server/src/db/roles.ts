import pg from 'pg'
import { StartError } from '../startError.ts'

/** The application's login: owns nothing, inherits nothing, and can reach rows only through `withTenant` and the identity functions. */
export const appRole = 'certloom_app'

/**
 * Makes the roles the migrations grant to, where they are missing: the login `certloom_app`, `certloom_tenant` (holds the grants on tenant
 * rows) and `certloom_identity` (owns the look-ups before a tenant is known).
 * @param appUrl the application's DATABASE_URL; its password becomes the login's if the login is new
 */
export async function ensureRoles(ownerUrl: string, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl)
  if (decodeURIComponent(username) !== appRole) {
    throw new StartError(
      `DATABASE_URL must sign in as ${appRole}, not as ${decodeURIComponent(username) || 'nobody'}. The role is created for you with the password given there.`,
    )
  }
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const secret = client.escapeLiteral(decodeURIComponent(password))
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = 'certloom_tenant') then create role certloom_tenant nologin; end if;
      if not exists (select from pg_roles where rolname = 'certloom_identity') then create role certloom_identity nologin; end if;
      if not exists (select from pg_roles where rolname = '${appRole}') then
        execute 'create role ${appRole} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole password ' || quote_literal(${secret});
      end if;
    exception when duplicate_object or unique_violation then null; -- another process was faster
    end $$`)
    await client.query(`grant certloom_tenant to ${appRole}`)
  } finally {
    await client.end()
  }
}

/**
 * Runs `work` while the owner may hand functions to `certloom_identity`, which the migrations do. Afterwards it may not: an owner that is no
 * superuser then sees no tenant's rows (row security is forced).
 */
export async function asMemberOfIdentity<T>(ownerUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('grant certloom_identity to current_user')
    return await work()
  } finally {
    await client.query('revoke certloom_identity from current_user')
    await client.end()
  }
}

/** Refuses an application login that could step around row security. */
export async function refuseStrongLogin(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ strong: boolean; owns: boolean }>(`
      select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolinherit as strong,
             exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relowner = r.oid and n.nspname = 'public') as owns
      from pg_roles r where r.rolname = current_user`)
    if (rows[0]?.strong || rows[0]?.owns) {
      throw new StartError(
        `The login in DATABASE_URL is too strong: it must be NOINHERIT, neither superuser nor BYPASSRLS nor CREATEROLE, and own no table. Let the start create ${appRole} itself.`,
      )
    }
  } finally {
    await client.end()
  }
}
