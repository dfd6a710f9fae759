import { randomBytes } from 'node:crypto'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { connectionUrl } from './connection-url'
import { isLockTimeout } from './lease'
import { asOwner } from './owner-connection'

export const applicationRole = 'breakwater_app'

/** What was written stays as it was. */
const add = 'SELECT, INSERT'
/** Rows change but never go away: heads and tokens only grow. */
const keep = 'SELECT, INSERT, UPDATE'
const all = 'SELECT, INSERT, UPDATE, DELETE'

/** What the application may do with each table; with one that is not here, nothing. */
export const rights: Readonly<Record<string, string>> = {
  _prisma_migrations: 'SELECT',
  journal_entry: add,
  artefact: add,
  plan_version: add,
  environment_version: add,
  run_stop: add,
  journal_head: keep,
  lease: keep,
  account: all,
  account_identity: all,
  alert_source: all,
  approval_request: all,
  contact: all,
  duty_holder: all,
  environment_head: all,
  incident: all,
  incident_snapshot: all,
  person: all,
  plan_head: all,
  presence: all,
  reading: all,
  reading_latest: all,
  role_grant: all,
  run: all,
  session: all,
  sign_in_failure: all,
  sign_in_note: all,
  sign_in_place: all,
  step: all,
  worker: all,
}

export interface ApplicationAccess {
  /** What web and worker connect with. */
  url: string
  /** login: a role of its own. assumed: the owner's login, restricted by SET ROLE. owner: not restricted at all. */
  kind: 'login' | 'assumed' | 'owner'
  /** For a person: what protects the journal and, if it is not `login`, why not. */
  detail: string
}

export interface PasswordStore {
  read(): Promise<string | null>
  write(password: string): Promise<void>
}

/**
 * Gives the application a way in that cannot change the journal. Run as owner, after the migrations, at every start:
 * it also grants what new tables need, and takes back what is not listed. `appUrl` is the operator's own choice of role; without it one is made.
 */
export async function prepareApplicationRole(
  ownerUrl: string,
  { appUrl, passwords }: { appUrl?: string | null; passwords: PasswordStore },
): Promise<ApplicationAccess> {
  return asOwner(ownerUrl, async (owner) => {
    const given = appUrl == null ? null : decodeURIComponent(new URL(appUrl).username)
    const { rows } = await owner.query<{ name: string }>('SELECT current_user AS name')
    if (appUrl != null && given !== null && given !== rows[0]?.name) {
      await grant(owner, given)
      return { url: appUrl, kind: 'login', detail: `the application connects as ${given}` }
    }
    return await makeRole(owner, ownerUrl, passwords)
  })
}

async function makeRole(owner: Client, ownerUrl: string, passwords: PasswordStore): Promise<ApplicationAccess> {
  const stored = await passwords.read()
  if (stored !== null && (await exists(owner)) && (await canLogIn(ownerUrl, stored))) {
    await grant(owner, applicationRole)
    return { url: asRole(ownerUrl, stored), kind: 'login', detail: `the application connects as ${applicationRole}` }
  }
  const password = randomBytes(24).toString('base64url')
  try {
    // Two installations may share one server: whoever comes second finds the role and must not change its password.
    if (!(await exists(owner))) {
      await owner.query(`CREATE ROLE ${applicationRole} LOGIN PASSWORD ${escapeLiteral(password)}`)
      await passwords.write(password)
    }
    await grant(owner, applicationRole)
  } catch (error) {
    // What is held now can be had later: that is no reason to go without a role of its own.
    if (isLockTimeout(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    const detail = `no restricted role (${reason}): only a trigger protects the journal from the application`
    return { url: ownerUrl, kind: 'owner', detail }
  }
  if (await canLogIn(ownerUrl, password)) {
    return { url: asRole(ownerUrl, password), kind: 'login', detail: `the application connects as ${applicationRole}` }
  }
  return assumeRole(owner, ownerUrl)
}

async function assumeRole(owner: Client, ownerUrl: string): Promise<ApplicationAccess> {
  try {
    await owner.query(`GRANT ${applicationRole} TO CURRENT_USER`)
    await owner.query(`SET ROLE ${applicationRole}`)
    await owner.query('RESET ROLE')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const detail = `${applicationRole} cannot log in nor be assumed (${reason}): only a trigger protects the journal`
    return { url: ownerUrl, kind: 'owner', detail }
  }
  const url = connectionUrl(ownerUrl, { role: applicationRole })
  return {
    url,
    kind: 'assumed',
    detail: `the application assumes ${applicationRole}, whose password is not known here`,
  }
}

async function exists(owner: Client): Promise<boolean> {
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [applicationRole])
  return rowCount === 1
}

function asRole(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = applicationRole
  url.password = password
  return url.href
}

async function canLogIn(ownerUrl: string, password: string): Promise<boolean> {
  const client = new Client({ connectionString: asRole(ownerUrl, password), connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    return true
  } catch {
    // Wrong password, or the server's rules do not let the role in: either way there is another path.
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function grant(owner: Client, role: string): Promise<void> {
  const to = escapeIdentifier(role)
  const database = escapeIdentifier(owner.database ?? '')
  await owner.query(`
    BEGIN;
    GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${to};
    GRANT USAGE ON SCHEMA public TO ${to};
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${to};
    ${Object.entries(rights)
      .map(([table, right]) => `GRANT ${right} ON ${escapeIdentifier(table)} TO ${to};`)
      .join('\n    ')}
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${to};
    REVOKE CREATE ON SCHEMA public FROM ${to}, PUBLIC;
    COMMIT`)
}
