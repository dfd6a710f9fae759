import { assertNever } from '../assert-never'
import type { Binding } from '../plan/schema/environment'
import { awsEndpoint } from './aws-endpoint'
import type { Target } from './resolved'

/** Where Slack's Web API lives, at /api below it; an environment may name another such place. */
export const slackEndpoint = 'https://slack.com'

type Credentials = Extract<Binding, { kind: 'aws.arc' }>['credentials']

/** Where calls to a bound system go and as whom, spelled out for screens and digests. Secrets appear as references. */
export function targetOf(binding: Binding): Target {
  const systemKind = binding.kind
  switch (binding.kind) {
    case 'aws.rds':
    case 'aws.cloudwatch':
      return {
        systemKind,
        account: binding.account,
        region: binding.region,
        endpoint: binding.endpoint ?? awsEndpoint(binding.kind, binding.region),
        identity: awsIdentity(binding.credentials),
      }
    case 'aws.arc':
      return {
        systemKind,
        account: binding.account,
        region: null,
        endpoint: binding.endpoints.map((endpoint) => endpoint.url).join(', '),
        identity: awsIdentity(binding.credentials),
      }
    case 'kubernetes':
      return {
        systemKind,
        account: null,
        region: binding.region,
        endpoint: binding.server,
        identity: `token ${binding.token}`,
      }
    case 'slack':
      return plain(systemKind, binding.endpoint ?? slackEndpoint, `token ${binding.token}`)
    case 'statuspage':
      return { ...plain(systemKind, binding.endpoint, `key ${binding.token}`), account: binding.page }
    case 'pagerduty':
      return plain(systemKind, binding.endpoint, binding.from)
    case 'prometheus':
      return plain(systemKind, binding.endpoint, tokenIdentity(binding.token))
    case 'http':
      return { ...plain(systemKind, binding.endpoint, tokenIdentity(binding.token)), region: binding.region }
    case 'console':
      return plain(systemKind, 'the console itself', null)
    default:
      return assertNever(binding, 'binding')
  }
}

function plain(systemKind: string, endpoint: string, identity: string | null): Target {
  return { systemKind, account: null, region: null, endpoint, identity }
}

function awsIdentity(credentials: Credentials): string {
  return credentials.role ?? `access key ${credentials.accessKeyId}`
}

function tokenIdentity(token: string | undefined): string | null {
  return token === undefined ? null : `token ${token}`
}
