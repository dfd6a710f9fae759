import { createHash } from 'node:crypto'
import { awsEndpoint, type AwsCredentials } from '@/lib/domain/system/aws'
import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import { readSecret } from '../read-secret'
import { assumeRole, type RoleSession } from './assume-role'
import type { AwsSession } from './aws-session'
import { sessionName } from './session-name'

/** Sessions are renewed this long before they end, so that none runs out under a request. */
const margin = 5 * 60_000
const sessions = new Map<string, Promise<RoleSession>>()

export interface SignedIn {
  session: AwsSession
  /** Drops the cached session after the target called it invalid; the next call assumes the role anew. */
  forget(): void
}

/** The credentials of a binding: its base key, or a session of its role, cached per key, role and endpoint. */
export async function signIn(
  credentials: AwsCredentials,
  region: string,
  context: Pick<ExecutorContext, 'secret' | 'now'> & Partial<Pick<SendContext, 'idempotencyKey'>>,
): Promise<SignedIn> {
  const base = await baseSession(credentials, context)
  if (credentials.role === undefined) return { session: base, forget: () => undefined }

  const stsRegion = credentials.sts?.region ?? region
  const endpoint = credentials.sts?.endpoint ?? awsEndpoint('sts', stsRegion)
  const { role, externalId } = credentials
  const name = sessionName(context.idempotencyKey)
  const key = cacheKey([endpoint, stsRegion, role, externalId ?? '', name, base.accessKeyId, base.secretAccessKey])
  const forget = () => void sessions.delete(key)
  const cached = sessions.get(key)
  if (cached !== undefined) {
    const known = await cached
    if (known.expiresAt - margin > context.now()) return { session: known.session, forget }
  }
  const asked = assumeRole({ role, externalId, sessionName: name, endpoint, region: stsRegion, base })
  // Steps of runs that are over leave theirs behind.
  if (sessions.size >= 500) sessions.clear()
  sessions.set(key, asked)
  try {
    return { session: (await asked).session, forget }
  } catch (error) {
    forget()
    throw error
  }
}

async function baseSession(credentials: AwsCredentials, context: Pick<ExecutorContext, 'secret'>): Promise<AwsSession> {
  const [accessKeyId, secretAccessKey] = await Promise.all([
    readSecret(context, credentials.accessKeyId),
    readSecret(context, credentials.secretAccessKey),
  ])
  if (credentials.sessionToken === undefined) return { accessKeyId, secretAccessKey }
  return { accessKeyId, secretAccessKey, sessionToken: await readSecret(context, credentials.sessionToken) }
}

/** A digest, so that no secret sits in a map's key. */
function cacheKey(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
