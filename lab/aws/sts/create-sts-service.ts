import { AwsFault } from '../service/aws-fault'
import type { AwsCall, AwsService } from '../service/aws-service'
import { optionalInteger, optionalString } from '../service/read-parameters'
import type { Identities } from '../identity/create-identities'
import { DoorFault } from '../identity/door-fault'

const invalid = (name: string, value: unknown, constraint: string): AwsFault =>
  new AwsFault(
    'ValidationError',
    400,
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value)}'`} at '${name}' failed to satisfy constraint: ${constraint}`,
  )

const assumeRole = (identities: Identities, call: AwsCall): Record<string, unknown> => {
  const { parameters, identity } = call
  const role = optionalString(parameters, 'RoleArn')
  const sessionName = optionalString(parameters, 'RoleSessionName')
  const duration = optionalInteger(parameters, 'DurationSeconds') ?? 3600
  if (role === undefined) throw invalid('roleArn', role, 'Member must not be null')
  if (sessionName === undefined) throw invalid('roleSessionName', sessionName, 'Member must not be null')
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw invalid('roleSessionName', sessionName, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*')
  }
  if (duration < 900 || duration > 43_200) {
    throw invalid('durationSeconds', duration, 'Member must have value between 900 and 43200')
  }
  // An unknown role and one that is not yours get the same answer, as in AWS.
  if (!identity.mayAssume.includes(role)) {
    throw new DoorFault(
      'denied',
      `User: ${identity.arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    )
  }
  const session = identities.openSession(role, sessionName, duration)
  const assumed = identities.resolve(session.accessKeyId, session.sessionToken)
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt),
    },
    AssumedRoleUser: assumed.found ? { AssumedRoleId: assumed.identity.userId, Arn: assumed.identity.arn } : undefined,
  }
}

/** STS: who you are, and the role you act in. Sessions change nothing in the world and are not in the effect log. */
export const createStsService = (identities: Identities, accountId: string): AwsService => ({
  system: 'sts',
  signingName: 'sts',
  iamPrefix: 'sts',
  query: { namespace: 'https://sts.amazonaws.com/doc/2011-06-15/', listNames: {} },
  json: false,
  operations: {
    AssumeRole: { mutates: false, selfAuthorised: true, run: async (call) => assumeRole(identities, call) },
    GetCallerIdentity: {
      mutates: false,
      selfAuthorised: true,
      run: async ({ identity }) => ({ UserId: identity.userId, Account: accountId, Arn: identity.arn }),
    },
  },
})
