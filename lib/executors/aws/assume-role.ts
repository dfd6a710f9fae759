import type { AssumeRoleCommandOutput } from '@aws-sdk/client-sts'
import { ExecutorError } from '@/lib/engine/ports'
import { safeText } from '../fault/safe-text'
import { timeLimit } from '../transport/time-limit'
import { awsFault } from './aws-fault'
import { secretsOf, type AwsSession } from './aws-session'
import { rememberClockOffset } from './clock-offset'
import { sdkConfig } from './sdk-config'

export interface RoleRequest {
  role: string
  /** What the role's owner asks for, so that nobody else's key can be made to assume it. */
  externalId?: string | undefined
  /** What the account's own log says of whose call it is. */
  sessionName: string
  endpoint: string
  region: string
  base: AwsSession
}

export interface RoleSession {
  session: AwsSession
  expiresAt: number
}

const stsMilliseconds = 4_000

/**
 * One AssumeRole. It changes nothing in the world, and without it the real request cannot leave: a lost reply is
 * `unreachable`. Not tied to one caller's signal, since several calls wait for the same session.
 */
export async function assumeRole(request: RoleRequest): Promise<RoleSession> {
  const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts')
  const limit = timeLimit(stsMilliseconds)
  const signal = new AbortController().signal
  const { region, endpoint, base, externalId, sessionName } = request
  const client = new STSClient(sdkConfig({ region, endpoint, session: base, limit, signal, leave: null }))
  let reply: AssumeRoleCommandOutput
  try {
    const asked = { RoleArn: request.role, RoleSessionName: sessionName }
    reply = await client.send(
      new AssumeRoleCommand(externalId === undefined ? asked : { ...asked, ExternalId: externalId }),
    )
  } catch (error) {
    rememberClockOffset(endpoint, client.config.systemClockOffset)
    const fault = awsFault(error, 'read', secretsOf(base))
    throw new ExecutorError(fault.kind, fault.code, safeText(`AssumeRole: ${fault.message}`), fault.requestId)
  }
  const given = reply.Credentials
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken || !given.Expiration) {
    throw new ExecutorError('unreachable', 'no-credentials', 'AssumeRole: the reply has no credentials')
  }
  return {
    session: {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    },
    expiresAt: given.Expiration.getTime(),
  }
}
