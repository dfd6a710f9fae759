import type { LabReply } from '../../core/contract'
import type { Cluster } from '../cluster/cluster'
import { isReady, isTerminating, roleOf } from '../cluster/pods'
import type { Pod } from '../cluster/objects'
import { ApiError, notFound } from './api-error'
import type { ResourcePath } from './parse-path'

export interface PodDrStatus {
  role: 'primary' | 'standby'
  /** `select pg_is_in_recovery()` through the pod's own connection pool. */
  inRecovery: boolean
  /** Writes refused with SQLSTATE 25006 since the pod's pool became wrong. */
  sqlstate25006Count: number
  startedAt: string
}

/** How often a pod with the primary role tries to write. */
const writeIntervalMilliseconds = 100

/** `GET .../pods/{name}:8080/proxy/dr`: what the pod says about itself, as its own HTTP endpoint would. */
export function proxyToPod(cluster: Cluster, path: ResourcePath): LabReply {
  const { name, port } = target(path.name ?? '')
  const pod = cluster.store.get('Pod', path.namespace, name)
  if (!pod) throw notFound(path.resource, name)
  if (port !== 8080 || !isReady(pod) || isTerminating(pod)) {
    throw new ApiError(
      503,
      'ServiceUnavailable',
      `error trying to reach service: dial tcp: connect: connection refused`,
    )
  }
  if (path.rest !== '/dr') return { status: 404, body: { error: `no such path: ${path.rest}` } }
  return { status: 200, body: podDrStatus(cluster, pod) }
}

/**
 * A pool belongs to the writer it was opened to: a pod started before its region's store was promoted keeps read-only
 * connections until it is restarted.
 */
export function podDrStatus(cluster: Cluster, pod: Pod): PodDrStatus {
  const { world, clock } = cluster.lab
  const startedAt = cluster.schedule.get(pod.metadata.uid).startedAt ?? Date.parse(pod.metadata.creationTimestamp)
  const promotedAt = world.lastPromotedAt(cluster.region)
  // A closed gate rejects writes in front of the store; the store behind it is still a writer.
  const gated = world.writeGateClosed(cluster.region) && world.writer() === cluster.region
  const takesWrites = gated || world.storesTakingWrites().includes(cluster.region)
  const staleSince = promotedAt !== null && startedAt < promotedAt ? promotedAt : null
  const inRecovery = !takesWrites || staleSince !== null
  const role = roleOf(pod)
  const failing = role === 'primary' && inRecovery
  const wrongFor = clock.now() - Math.max(startedAt, staleSince ?? 0)
  const sqlstate25006Count = failing ? Math.max(1, Math.floor(wrongFor / writeIntervalMilliseconds)) : 0
  return { role, inRecovery, sqlstate25006Count, startedAt: new Date(startedAt).toISOString() }
}

/** `name`, `name:port` or `http:name:port`. */
function target(name: string): { name: string; port: number } {
  const parts = name.split(':')
  const [first = '', second = ''] = parts
  if (parts.length === 3) return { name: second, port: Number(parts[2]) }
  return { name: first, port: second === '' ? 8080 : Number(second) }
}
