import type { Transaction } from './client'

export interface JournalProtection {
  /** The role whose rights count now. */
  role: string
  /** The role that logged in; it can drop an assumed role again. */
  login: string
  /** What the role may do to entries beyond reading and adding. */
  mayAlter: ('UPDATE' | 'DELETE' | 'TRUNCATE' | 'owner')[]
  triggersOn: boolean
  /** full: the login itself cannot change an entry. partial: a trigger or an assumed role stands in between. */
  level: 'full' | 'partial' | 'none'
  /** One sentence for a person. */
  detail: string
}

/** What keeps the application from changing the journal, read from the database itself. */
export async function readJournalProtection(db: Transaction): Promise<JournalProtection> {
  const [row] = await db.$queryRaw<
    { role: string; login: string; privileges: string[]; owner: boolean; login_owner: boolean; triggers: bigint }[]
  >`
    SELECT current_user AS role, session_user AS login,
      array(SELECT p FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p
        WHERE has_table_privilege(current_user, 'journal_entry', p)) AS privileges,
      pg_has_role(current_user, c.relowner, 'MEMBER') AS owner,
      pg_has_role(session_user, c.relowner, 'MEMBER') AS login_owner,
      (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A')
        AND t.tgname IN ('journal_entry_no_change', 'journal_entry_no_truncate')) AS triggers
    FROM pg_class c WHERE c.oid = 'journal_entry'::regclass`
  if (row === undefined) throw new Error('the database has no journal')
  const mayAlter = [...row.privileges, ...(row.owner ? ['owner'] : [])] as JournalProtection['mayAlter']
  const triggersOn = row.triggers === 2n
  const restricted = mayAlter.length === 0
  const level = restricted && !row.login_owner ? 'full' : restricted || triggersOn ? 'partial' : 'none'
  const { role, login } = row
  return { role, login, mayAlter, triggersOn, level, detail: describe(level, { role, login, restricted, triggersOn }) }
}

function describe(
  level: JournalProtection['level'],
  { role, login, restricted, triggersOn }: { role: string; login: string; restricted: boolean; triggersOn: boolean },
): string {
  const trigger = triggersOn ? '' : '; the trigger that refuses changes is off'
  if (level === 'full') return `${role} can only read and add entries${trigger}`
  if (restricted)
    return `${role} can only read and add entries, but ${login}, who logged in, owns the journal${trigger}`
  return triggersOn
    ? `${role} could change entries but for a trigger it may switch off`
    : `${role} can change entries: nothing protects the journal`
}
