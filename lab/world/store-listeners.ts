import { randomUUID } from 'node:crypto'
import type { LabListener, LabReply, LabRequest, RegionName } from '../core/contract'
import { isoTime } from './iso-time'
import type { OrderFlowLab } from './order-flow-lab'
import type { Heartbeat } from './store'

/**
 * The orders stores from outside. `store.<region>` goes straight to one region's store by a path that a cut-off
 * region still answers. `store.global` is the global writer endpoint: a name that follows the writer a moment later.
 */
export function createStoreListeners({ clock, effects, world }: OrderFlowLab): LabListener[] {
  const direct = world.regions().map((region): LabListener => ({
    name: `store.${region}`,
    system: 'store',
    region,
    management: false,
    operation: (request) => `${request.method} ${request.path.slice(1)}`,
    handle: async (request) => {
      const call = `${request.method} ${request.path}`
      if (call === 'GET /heartbeat/newest') return newest(region)
      if (call === 'POST /writes/probe') return write(region, 'POST writes/probe', 201, request)
      return notFound
    },
  }))
  const behindGlobal = new Map(
    world.regions().map((region): [RegionName, LabListener] => [
      region,
      {
        name: `store.global@${region}`,
        system: 'store',
        region,
        // Public clients do not reach a cut-off region.
        management: true,
        operation: (request) => `${request.method} ${request.path.slice(1)}`,
        handle: async (request) =>
          `${request.method} ${request.path}` === 'POST /heartbeat'
            ? write(region, 'POST heartbeat', 200, request)
            : notFound,
      },
    ]),
  )
  const global: LabListener = {
    name: 'store.global',
    system: 'store',
    region: null,
    management: false,
    operation: (request) => `${request.method} ${request.path.slice(1)}`,
    route: () => behindGlobal.get(world.writerEndpoint()),
    handle: async () => notFound,
  }
  return [global, ...direct]

  function newest(region: RegionName): LabReply {
    world.advance()
    const store = world.data.store(region)
    return {
      status: 200,
      body: {
        sequence: store.newest?.sequence ?? null,
        region: store.newest?.region ?? null,
        writtenAt: isoTime(store.newest?.writtenAt ?? null),
        readAt: isoTime(clock.now()),
        inRecovery: !store.takesWrites,
      },
    }
  }

  function write(region: RegionName, operation: string, accepted: number, request: LabRequest): LabReply {
    const requestId = randomUUID()
    const record = (outcome: 'accepted' | 'refused', target: string, fault: string | null): void => {
      const at = clock.now()
      effects.record({
        system: 'store',
        region,
        operation,
        requestId,
        target,
        parameters: {},
        outcome,
        fault,
        receivedAt: at,
        settledAt: at,
      })
    }
    const headers = { 'x-request-id': requestId }
    const probe = probeOf(request)
    if (world.writeGateClosed(region)) {
      record('refused', region, 'gate closed')
      return { status: 403, headers, body: { rejected: 'gate closed', ...probe } }
    }
    if (!world.data.takesWrites(region)) {
      record('refused', region, '25006')
      const reason = 'cannot execute INSERT in a read-only transaction'
      return { status: 409, headers, body: { sqlstate: '25006', reason, ...probe } }
    }
    const row = world.data.writeHeartbeat(region, clock.now())
    record('accepted', `heartbeat/${row.sequence}`, null)
    return { status: accepted, headers, body: { ...heartbeatBody(row), ...probe } }
  }
}

/** The word that a writer sends along comes back with the answer, so that nobody else can have given it. */
function probeOf({ body }: LabRequest): { probe?: string } {
  try {
    const { probe } = JSON.parse(body.toString('utf8')) as { probe?: unknown }
    return typeof probe === 'string' ? { probe: probe.slice(0, 100) } : {}
  } catch {
    return {}
  }
}

const notFound: LabReply = { status: 404, body: { error: 'no such path' } }

function heartbeatBody(row: Heartbeat) {
  return { sequence: row.sequence, region: row.region, writtenAt: isoTime(row.writtenAt) }
}
