import type { LabReply, LabRequest } from '../../core/contract'
import type { Cluster } from '../cluster/cluster'
import type { ObjectChange } from '../cluster/object-store'
import type { KubeObject } from '../cluster/objects'
import { ApiError } from './api-error'
import type { ResourcePath } from './parse-path'
import { representObject } from './represent'
import { selection } from './selectors'

/** Without a limit of the client's a watch ends after this long, as the API server's own do. */
const defaultTimeoutSeconds = 1800

interface WatchLine {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'ERROR'
  object: object
}

/**
 * Streams changes as JSON lines. From a resourceVersion: every later change, or 410 when some are no longer known.
 * Without one: the present objects first. An object that leaves the selection is reported as deleted.
 */
export function watch(cluster: Cluster, path: ResourcePath, request: LabRequest): LabReply {
  if (request.query.get('sendInitialEvents') === 'true') {
    const message = 'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled'
    throw new ApiError(422, 'Invalid', message)
  }
  const matches = selector(path, request.query)
  const since = Number(request.query.get('resourceVersion') ?? '0')
  const timeout = Number(request.query.get('timeoutSeconds') ?? defaultTimeoutSeconds) || defaultTimeoutSeconds
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    stream: (write) =>
      new Promise((resolve) => {
        const send = (line: WatchLine | undefined) => line && write(`${JSON.stringify(line)}\n`)
        const represent = (object: KubeObject) => representObject(request, object, cluster.lab.clock.now())
        const sendChange = (change: ObjectChange) => send(toLine(change, matches, represent))
        const missed = since > 0 ? cluster.store.changesAfter(since) : []
        if (missed === undefined) {
          send({ type: 'ERROR', object: expired(since) })
          return resolve()
        }
        const present = since > 0 ? [] : cluster.store.list(path.resource.kind).filter(matches)
        for (const object of present) send({ type: 'ADDED', object: represent(object) })
        for (const change of missed) sendChange(change)
        const unsubscribe = cluster.store.onChange(sendChange)
        const end = () => {
          unsubscribe()
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(end, timeout * 1000)
        request.signal.addEventListener('abort', end, { once: true })
        if (request.signal.aborted) end()
      }),
  }
}

function selector(path: ResourcePath, query: URLSearchParams): (object: KubeObject) => boolean {
  const selected = selection(query)
  return (object) =>
    object.kind === path.resource.kind &&
    (path.namespace === undefined || object.metadata.namespace === path.namespace) &&
    (path.name === undefined || object.metadata.name === path.name) &&
    selected(object)
}

function toLine(
  { before, after, resourceVersion }: ObjectChange,
  matches: (object: KubeObject) => boolean,
  represent: (object: KubeObject) => object,
): WatchLine | undefined {
  const was = before !== undefined && matches(before)
  if (after !== undefined && matches(after)) return { type: was ? 'MODIFIED' : 'ADDED', object: represent(after) }
  if (!was) return undefined
  // A client resumes from the version it saw last, also when that was a deletion.
  const last = { ...before, metadata: { ...before.metadata, resourceVersion: String(resourceVersion) } }
  return { type: 'DELETED', object: represent(last) }
}

function expired(since: number): object {
  const message = `too old resource version: ${since}`
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: 'Expired', code: 410 }
}
