import { randomUUID } from 'node:crypto'
import { sameJson, toJson } from '../patch/json'
import type { KubeObject, Kind } from './objects'

/** One change: what was there before it, and what is there after it; an `after` of undefined is a deletion. */
export interface ObjectChange {
  before: KubeObject | undefined
  after: KubeObject | undefined
  resourceVersion: number
}

export interface StoreSnapshot {
  resourceVersion: number
  objects: KubeObject[]
}

export type OfKind<K extends Kind> = Extract<KubeObject, { kind: K }>

/** How many changes a watch may lag behind before it is told 410 Gone. */
const keptChanges = 4000

export function keyOf(object: KubeObject): string {
  return [object.kind, object.metadata.namespace ?? '', object.metadata.name].join('/')
}

/**
 * The objects of one cluster and the history of their changes. Stored objects are never mutated: every write stores
 * a new one under the next resourceVersion, so what a reader or a watch holds stays what it was.
 */
export class ObjectStore {
  private objects = new Map<string, KubeObject>()
  private changes: ObjectChange[] = []
  private version = 1000
  private forgotten = 1000
  private listeners = new Set<(change: ObjectChange) => void>()

  get resourceVersion(): number {
    return this.version
  }

  list<K extends Kind>(kind: K, namespace?: string): OfKind<K>[] {
    const isWanted = (object: KubeObject): object is OfKind<K> =>
      object.kind === kind && (namespace === undefined || object.metadata.namespace === namespace)
    return [...this.objects.values()].filter(isWanted)
  }

  get<K extends Kind>(kind: K, namespace: string | undefined, name: string): OfKind<K> | undefined {
    const found = this.objects.get([kind, namespace ?? '', name].join('/'))
    const isKind = (object: KubeObject): object is OfKind<K> => object.kind === kind
    return found && isKind(found) ? found : undefined
  }

  /** Stores the object unless its content is what is there already; true when it changed. */
  put(object: KubeObject): boolean {
    const key = keyOf(object)
    const before = this.objects.get(key)
    if (before && sameJson(withoutVersion(before), withoutVersion(object))) return false
    this.version += 1
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.version) } }
    this.objects.set(key, stored)
    this.announce({ before, after: stored, resourceVersion: this.version })
    return true
  }

  remove(object: KubeObject): void {
    if (!this.objects.delete(keyOf(object))) return
    this.version += 1
    this.announce({ before: object, after: undefined, resourceVersion: this.version })
  }

  /** Changes after `resourceVersion`, or undefined when some of them are no longer kept. */
  changesAfter(resourceVersion: number): ObjectChange[] | undefined {
    if (resourceVersion < this.forgotten) return undefined
    return this.changes.filter((change) => change.resourceVersion > resourceVersion)
  }

  /** Calls back on every change until the returned function is called. */
  onChange(listener: (change: ObjectChange) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  snapshot(): StoreSnapshot {
    return { resourceVersion: this.version, objects: [...this.objects.values()] }
  }

  restore(snapshot: StoreSnapshot): void {
    this.objects = new Map(snapshot.objects.map((object) => [keyOf(object), object]))
    this.version = Math.max(this.version, snapshot.resourceVersion)
    this.forgotten = this.version
    this.changes = []
  }

  private announce(change: ObjectChange): void {
    this.changes.push(change)
    if (this.changes.length > keptChanges) this.forgotten = this.changes.shift()?.resourceVersion ?? this.forgotten
    for (const listener of [...this.listeners]) listener(change)
  }
}

export function newMetadata(name: string, namespace: string | undefined, at: number, labels: Record<string, string>) {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: randomUUID(),
    resourceVersion: '0',
    creationTimestamp: timestamp(at),
    labels,
  }
}

/** Kubernetes' metav1.Time: whole seconds in UTC. */
export function timestamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

function withoutVersion(object: KubeObject): object {
  return toJson({ ...object, metadata: { ...object.metadata, resourceVersion: undefined } })
}
