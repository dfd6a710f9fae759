import type { AppsV1Api, AutoscalingV2Api, CoreV1Api, RequestContext } from '@kubernetes/client-node'
import { ExecutorError } from '@/lib/engine/ports'
import type { KubernetesBinding } from '@/lib/domain/system/kubernetes/binding'
import type { Call } from '../call'
import type { CallEffect } from '../fault/call-effect'
import { networkFault, transportError } from '../fault/network-fault'
import { leaveFor } from '../transport/leave-for'
import { NetworkError } from '../transport/network-error'
import { requestIdOf } from '../transport/request-id'
import { sendRequest } from '../transport/send-request'
import { readSecret } from '../read-secret'
import { badReply } from '../fault/http-fault'
import { statusFault } from './status-fault'

export interface KubernetesApis {
  core: CoreV1Api
  apps: AppsV1Api
  autoscaling: AutoscalingV2Api
}

export type KubernetesCall = Call<KubernetesBinding>

export type PatchType = 'merge' | 'strategic-merge' | 'json'

const maxReplyBytes = 16 * 1_048_576

/**
 * Runs one request of the typed API against the bound server with the bound token. No kubeconfig is looked for; the
 * API objects carry our transport, so that faults, deadline and authority are exact.
 */
export async function kubernetesCall<R>(
  call: KubernetesCall,
  effect: CallEffect,
  act: (apis: KubernetesApis) => Promise<R>,
): Promise<{ value: R; requestId: string | null }> {
  const sdk = await import('@kubernetes/client-node')
  const { binding, context, limit } = call
  const token = await readSecret(context, binding.token)
  const authority = binding.certificateAuthority
  const certificateAuthority = authority === undefined ? undefined : await readSecret(context, authority)
  let requestId: string | null = null

  const send = async (request: RequestContext) => {
    const body = request.getBody()
    const reply = await sendRequest({
      url: new URL(request.getUrl()),
      method: request.getHttpMethod().toString(),
      headers: { ...plainHeaders(request.getHeaders()), authorization: `Bearer ${token}`, 'user-agent': 'breakwater' },
      ...(typeof body === 'string' ? { body } : {}),
      limit,
      signal: context.signal,
      leave: leaveFor(context, effect),
      maxReplyBytes,
      ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    })
    requestId = requestIdOf(reply.headers)
    if (reply.status < 200 || reply.status >= 300) throw statusFault(reply, effect, [token])
    return new sdk.ResponseContext(reply.status, reply.headers, {
      text: () => Promise.resolve(reply.body.toString('utf8')),
      binary: () => Promise.resolve(reply.body),
    })
  }
  const configuration = sdk.createConfiguration({
    baseServer: new sdk.ServerConfiguration(binding.server.replace(/\/+$/, ''), {}),
    httpApi: sdk.wrapHttpLibrary({ send }),
  })
  const apis = {
    core: new sdk.CoreV1Api(configuration),
    apps: new sdk.AppsV1Api(configuration),
    autoscaling: new sdk.AutoscalingV2Api(configuration),
  }
  try {
    return { value: await act(apis), requestId }
  } catch (error) {
    const transport = transportError(error)
    if (transport instanceof NetworkError) throw networkFault(transport, effect)
    if (transport instanceof ExecutorError) throw transport
    throw badReply(effect, requestId, 'the reply could not be understood')
  }
}

/** The options that make a typed patch call send the given kind of patch. */
export async function patchOptions(type: PatchType) {
  const { setHeaderOptions, PatchStrategy } = await import('@kubernetes/client-node')
  const strategies = {
    merge: PatchStrategy.MergePatch,
    'strategic-merge': PatchStrategy.StrategicMergePatch,
    json: PatchStrategy.JsonPatch,
  }
  return setHeaderOptions('Content-Type', strategies[type])
}

function plainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
