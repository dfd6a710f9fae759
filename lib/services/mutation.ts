import type { z } from 'zod'
import type { Database } from '@/lib/db/client'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { boundaryHolders } from '@/lib/db/incident/boundary-holders'
import type { Actor } from '@/lib/domain/access/actor'
import { DomainError } from '@/lib/domain/errors'
import type { PersonCommand, PersonVerb } from '@/lib/domain/run/commands'
import { barredBy, barredWords } from '@/lib/domain/view/boundary-barred'
import { personCommands } from '@/lib/domain/run/commands'
import { mayBeId } from '@/lib/domain/well-formed'
import type { Recorded } from '@/lib/domain/view/answer'

/** Who asks, as the session says. Roles are read in the transaction that decides. */
export interface Asker {
  database: Database
  person: string
  account: string
}

export type IncidentVerb<V extends PersonVerb> = (
  asker: Asker,
  input: { incidentId: string } & z.input<(typeof personCommands)[V]>,
) => Promise<Recorded>

/**
 * The shape of every verb on an incident: parse, then one transaction that asks who may, decides and appends. The
 * decision itself refuses whoever may not, so that no path leads around it. Throws DomainError.
 */
export function incidentVerb<V extends PersonVerb>(verb: V): IncidentVerb<V> {
  return async (asker, input) => {
    const { incidentId, ...rest } = withIncident(input)
    const parsed = parseInput<z.ZodType>(personCommands[verb], rest) as object
    const command = { ...parsed, type: verb } as PersonCommand
    const actor: Actor = { kind: 'person', person: asker.person, account: asker.account }
    const decided = decideIncident(asker.database, incidentId, command, actor)
    const outcome = await (verb === 'start-run'
      ? decided.catch((error: unknown) => boundaryBusy(asker.database, incidentId, error))
      : decided)
    if (!outcome.ok) throw new DomainError(outcome.refusal)
    return { incidentId, sequence: outcome.sequence, recordedAt: outcome.at }
  }
}

/** Whatever a page sent, it names an incident. */
export function withIncident<I extends { incidentId: string }>(input: I): I {
  if (!mayBeId(input.incidentId)) throw new DomainError({ code: 'bad-input', message: 'Say which incident.' })
  return input
}

/** Input as the schema says, or one sentence that names the field in a person's words. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new DomainError({
    code: 'bad-input',
    message: inputProblem(field, issue),
  })
}

const fieldWords: Readonly<Record<string, string>> = {
  reason: 'The reason',
  statement: 'The statement',
  question: 'The question',
  title: 'The title',
}

/** What people write has messages of its own; everything else is a page's mistake, and no person can mend it. */
function inputProblem(field: string, issue: z.core.$ZodIssue | undefined): string {
  const written = fieldWords[field]
  if (written !== undefined && issue !== undefined) return `${written}: ${issue.message}`
  return `This page sent something the console does not take${field === '' ? '' : `, in "${field}"`}. Load it again, then try once more.`
}

/** One run a promotion boundary, whichever incident it is of: the index says so, and this says which one and where. */
async function boundaryBusy(db: Database, incidentId: string, error: unknown): Promise<never> {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'P2002') throw error
  const [holder] = await boundaryHolders(db, incidentId)
  const by = holder === undefined ? undefined : barredBy(holder)
  throw new DomainError({
    code: 'boundary-busy',
    message: by === undefined ? 'Another run moves the same. It must end first.' : barredWords(by),
    ...(by === undefined ? {} : { barredBy: by }),
  })
}
