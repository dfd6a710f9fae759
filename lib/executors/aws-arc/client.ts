import type { Route53RecoveryClusterClient } from '@aws-sdk/client-route53-recovery-cluster'
import type { ArcBinding } from '@/lib/domain/system/aws-arc/binding'
import { ExecutorError } from '@/lib/engine/ports'
import { awsCall } from '../aws/aws-call'
import type { Call } from '../call'
import type { CallEffect } from '../fault/call-effect'
import { shareOf, type TimeLimit } from '../transport/time-limit'
import { requestId } from '../transport/request-id'

export type ArcEndpoint = ArcBinding['endpoints'][number]
export type ControlState = 'On' | 'Off'

export type ArcCall = Call<ArcBinding>

const loadSdk = () => import('@aws-sdk/client-route53-recovery-cluster')

function callAt<R>(
  call: ArcCall,
  endpoint: ArcEndpoint,
  effect: CallEffect,
  limit: TimeLimit,
  send: (client: Route53RecoveryClusterClient) => Promise<R>,
): Promise<R> {
  const { binding, context } = call
  return loadSdk().then(({ Route53RecoveryClusterClient }) =>
    awsCall(
      { region: endpoint.region, endpoint: endpoint.url, credentials: binding.credentials, context, limit, effect },
      (config) => new Route53RecoveryClusterClient(config),
      send,
    ),
  )
}

/** The states of controls, by name, as one endpoint of the cluster tells them. */
export async function readStatesAt(
  call: ArcCall,
  endpoint: ArcEndpoint,
  controls: Readonly<Record<string, string>>,
  limit: TimeLimit,
): Promise<Record<string, ControlState>> {
  const { GetRoutingControlStateCommand } = await loadSdk()
  const states = await Promise.all(
    Object.entries(controls).map(async ([name, arn]) => {
      const reply = await callAt(call, endpoint, 'read', limit, (client) =>
        client.send(new GetRoutingControlStateCommand({ RoutingControlArn: arn })),
      )
      if (reply.RoutingControlState !== 'On' && reply.RoutingControlState !== 'Off') {
        throw new ExecutorError('unreachable', 'bad-reply', `no state told for ${name}`)
      }
      return [name, reply.RoutingControlState] as const
    }),
  )
  return Object.fromEntries(states)
}

export interface StateUpdate {
  entries: readonly { arn: string; state: ControlState }[]
  safetyRulesToOverride: readonly string[]
}

/** Sets several controls at once, all or none, through one endpoint. */
export async function updateStatesAt(
  call: ArcCall,
  endpoint: ArcEndpoint,
  update: StateUpdate,
  limit: TimeLimit,
): Promise<{ requestId: string | null }> {
  const { UpdateRoutingControlStatesCommand } = await loadSdk()
  const overrides = update.safetyRulesToOverride
  const reply = await callAt(call, endpoint, 'change', limit, (client) =>
    client.send(
      new UpdateRoutingControlStatesCommand({
        UpdateRoutingControlStateEntries: update.entries.map(({ arn, state }) => ({
          RoutingControlArn: arn,
          RoutingControlState: state,
        })),
        ...(overrides.length === 0 ? {} : { SafetyRulesToOverride: [...overrides] }),
      }),
    ),
  )
  return { requestId: requestId(reply.$metadata.requestId) }
}

/** A cold connection to the other side of the world and one answer. */
const leastMilliseconds = 1_300

/** The share of the time that one endpoint may take while others are still to be tried. */
export function shareFor(call: ArcCall, endpointsLeft: number): TimeLimit {
  return shareOf(call.limit, endpointsLeft, leastMilliseconds)
}
