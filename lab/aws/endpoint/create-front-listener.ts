import { randomUUID } from 'node:crypto'
import type { LabListener, LabReply, LabRequest, RegionName } from '../../core/contract'
import { readAuthorization } from '../identity/authenticate'
import { DoorFault } from '../identity/door-fault'
import { jsonProtocol } from '../protocol/json-protocol'
import type { Protocol } from '../protocol/protocol'
import { queryProtocol } from '../protocol/query-protocol'
import { parseAuthorization } from '../signature/parse-authorization'

/** Which listener serves a signature's credential scope. */
export type Routes = (service: string, region: RegionName) => LabListener | undefined

const protocolOf = (request: LabRequest): Protocol =>
  request.headers['x-amz-target'] === undefined ? queryProtocol : jsonProtocol

const nobody = { query: null }

/** A request no service takes: unsigned, or signed for something this port does not serve. */
const unroutable = (request: LabRequest): LabReply => {
  const protocol = protocolOf(request)
  const requestId = randomUUID()
  try {
    const { service, region } = readAuthorization(request)
    throw new DoorFault(
      'signature',
      `Credential should be scoped to a valid service and region, not '${service}' in '${region}'.`,
    )
  } catch (error) {
    if (!(error instanceof DoorFault)) throw error
    return protocol.fault(nobody, error.inProtocol(protocol.name), requestId)
  }
}

/** One port for several services: every request goes to the one its credential scope names. */
export const createFrontListener = (name: string, region: RegionName | null, routes: Routes): LabListener => ({
  name,
  system: 'aws',
  region,
  management: true,
  operation: (request) => protocolOf(request).operation(request),
  route: (request) => {
    const authorization = parseAuthorization(request.headers['authorization'])
    return authorization && routes(authorization.service, authorization.region)
  },
  handle: async (request) => unroutable(request),
})
