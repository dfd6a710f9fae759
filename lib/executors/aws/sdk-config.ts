import type { AwsSession } from './aws-session'
import { clockOffset } from './clock-offset'
import { SdkRequestHandler } from './request-handler'
import type { TimeLimit } from '../transport/time-limit'

export interface SdkCall {
  region: string
  endpoint: string
  session: AwsSession
  limit: TimeLimit
  signal: AbortSignal
  /** Of a change; null for a read. */
  leave: (() => Promise<void>) | null
}

/**
 * Everything an SDK client would otherwise look up in AWS_* variables or ~/.aws is given here, so that a call goes
 * where the binding says and nowhere else. One attempt: retry is the engine's, after it has observed.
 */
export function sdkConfig(call: SdkCall) {
  return {
    region: call.region,
    endpoint: call.endpoint,
    credentials: call.session,
    systemClockOffset: clockOffset(call.endpoint),
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    ignoreConfiguredEndpointUrls: true,
    userAgentAppId: '',
    authSchemePreference: ['sigv4'] as string[],
    requestHandler: new SdkRequestHandler(call.limit, call.signal, call.leave),
  } as const
}
