import { randomUUID } from 'node:crypto'
import type { Lab, LabListener, LabReply, LabRequest, RegionName } from '../../core/contract'
import { authenticate, authorise, readAuthorization } from '../identity/authenticate'
import type { Identities } from '../identity/create-identities'
import { DoorFault } from '../identity/door-fault'
import { jsonProtocol } from '../protocol/json-protocol'
import type { Protocol } from '../protocol/protocol'
import { queryProtocol } from '../protocol/query-protocol'
import { restXmlProtocol } from '../protocol/rest-xml-protocol'
import { AwsFault } from '../service/aws-fault'
import type { AwsOperation, AwsService } from '../service/aws-service'

export interface Placement {
  name: string
  /** The region that must be reachable; null for an endpoint outside both. */
  reachedIn: RegionName | null
  /** The region the endpoint serves: what the credential scope has to name. */
  region: RegionName
}

const protocolOf = (service: AwsService, request: LabRequest): Protocol => {
  if (service.rest !== undefined) return restXmlProtocol(service.rest)
  return service.query === null || (service.json && request.headers['x-amz-target'] !== undefined)
    ? jsonProtocol
    : queryProtocol
}

/** Own properties only: `constructor` is no operation. */
const operationOf = (service: AwsService, name: string): AwsOperation | undefined =>
  Object.hasOwn(service.operations, name) ? service.operations[name] : undefined

const unknownOperation = (protocol: Protocol, name: string): AwsFault =>
  protocol.name === 'json'
    ? new AwsFault('UnknownOperationException', 400, `Unknown operation ${name}`)
    : new AwsFault('InvalidAction', 400, `Could not find operation ${name}`)

/** One service at one endpoint: checks signature and permission, runs the operation, answers in the caller's protocol. */
export const createServiceListener = (
  lab: Lab,
  identities: Identities,
  service: AwsService,
  placement: Placement,
): LabListener => {
  const name = (request: LabRequest): string => protocolOf(service, request).operation(request)

  /** A refused change stands in the effect log like any other request that reached the target. */
  const refused = (request: LabRequest, error: unknown, requestId: string, receivedAt: number): LabReply => {
    const protocol = protocolOf(service, request)
    const fault = error instanceof DoorFault ? error.inProtocol(protocol.name) : error
    if (!(fault instanceof AwsFault)) throw error
    const operation = operationOf(service, name(request))
    if (operation?.mutates) {
      const parameters = readable(protocol, request)
      lab.effects.record({
        system: service.system,
        region: placement.reachedIn,
        operation: name(request),
        requestId,
        target: operation.target?.(parameters) ?? '',
        parameters,
        outcome: 'refused',
        fault: fault.code,
        receivedAt,
        settledAt: lab.clock.now(),
      })
    }
    return protocol.fault(service, fault, requestId)
  }

  return {
    name: placement.name,
    system: service.system,
    region: placement.reachedIn,
    management: true,
    operation: name,
    refuse: (request, kind) =>
      refused(
        request,
        kind === 'deny'
          ? new DoorFault('denied', `not authorized to perform: ${service.iamPrefix}:${name(request)}`)
          : new DoorFault('throttled', 'Rate exceeded'),
        randomUUID(),
        lab.clock.now(),
      ),
    handle: async (request) => {
      const requestId = randomUUID()
      const receivedAt = lab.clock.now()
      const protocol = protocolOf(service, request)
      try {
        const authorization = readAuthorization(request)
        if (authorization.service !== service.signingName) {
          throw new DoorFault('signature', `Credential should be scoped to correct service: '${service.signingName}'.`)
        }
        const identity = authenticate(request, authorization, placement.region, identities, lab.clock)
        const operation = operationOf(service, name(request))
        if (operation === undefined) throw unknownOperation(protocol, name(request))
        if (operation.selfAuthorised !== true) authorise(identity, `${service.iamPrefix}:${name(request)}`)
        const parameters = protocol.parameters(request)
        const result = await operation.run({
          operation: name(request),
          endpoint: placement.name,
          region: placement.region,
          parameters,
          requestId,
          identity,
          receivedAt,
        })
        return protocol.reply(service, name(request), result, requestId)
      } catch (error) {
        return refused(request, error, requestId, receivedAt)
      }
    },
  }
}

/** What can be read of a refused request, which may have been refused because it cannot be read. */
const readable = (protocol: Protocol, request: LabRequest): Record<string, unknown> => {
  try {
    return protocol.parameters(request)
  } catch (error) {
    if (error instanceof AwsFault) return {}
    throw error
  }
}
