import { conditionIs } from '../cluster/conditions'
import type { KubeObject } from '../cluster/objects'
import { isReady, isTerminating } from '../cluster/pods'

export interface Column {
  name: string
  type: string
  /** 1 is shown with `-o wide` only. */
  priority: number
}

export const columns: Record<KubeObject['kind'], Column[]> = {
  Namespace: [text('Name'), text('Status'), text('Age')],
  Node: [text('Name'), text('Status'), text('Roles'), text('Age'), text('Version')],
  Pod: [text('Name'), text('Ready'), text('Status'), count('Restarts'), text('Age'), wide('Node')],
  Deployment: [
    text('Name'),
    text('Ready'),
    count('Up-to-date'),
    count('Available'),
    text('Age'),
    wide('Containers'),
    wide('Images'),
  ],
  ReplicaSet: [text('Name'), count('Desired'), count('Current'), count('Ready'), text('Age')],
  HorizontalPodAutoscaler: [
    text('Name'),
    text('Reference'),
    text('Targets'),
    count('MinPods'),
    count('MaxPods'),
    count('Replicas'),
    text('Age'),
  ],
}

/** The cells of one row, in the order of the kind's columns. */
export function cells(object: KubeObject, now: number): (string | number)[] {
  const { name } = object.metadata
  const age = elapsed(now - Date.parse(object.metadata.creationTimestamp))
  switch (object.kind) {
    case 'Namespace':
      return [name, object.status.phase, age]
    case 'Node': {
      const ready = conditionIs(object.status.conditions, 'Ready', 'True') ? 'Ready' : 'NotReady'
      const status = object.spec.unschedulable ? `${ready},SchedulingDisabled` : ready
      return [name, status, '<none>', age, 'v1.30.14-eks-3abbec1']
    }
    case 'Pod': {
      const total = object.spec.containers.length
      const starting = object.spec.nodeName === undefined ? 'Pending' : 'ContainerCreating'
      const status = isTerminating(object) ? 'Terminating' : isReady(object) ? 'Running' : starting
      return [name, `${isReady(object) ? total : 0}/${total}`, status, 0, age, object.spec.nodeName ?? '<none>']
    }
    case 'Deployment': {
      const { readyReplicas, updatedReplicas, availableReplicas } = object.status
      const { containers } = object.spec.template.spec
      const names = containers.map((container) => container.name).join(',')
      const images = containers.map((container) => container.image).join(',')
      return [name, `${readyReplicas}/${object.spec.replicas}`, updatedReplicas, availableReplicas, age, names, images]
    }
    case 'ReplicaSet':
      return [name, object.spec.replicas, object.status.replicas, object.status.readyReplicas, age]
    case 'HorizontalPodAutoscaler': {
      const { scaleTargetRef, minReplicas, maxReplicas } = object.spec
      const reference = `${scaleTargetRef.kind}/${scaleTargetRef.name}`
      return [name, reference, '<unknown>', minReplicas, maxReplicas, object.status.currentReplicas, age]
    }
  }
}

function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 120) return `${seconds}s`
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`
}

function text(name: string): Column {
  return { name, type: 'string', priority: 0 }
}

function count(name: string): Column {
  return { name, type: 'integer', priority: 0 }
}

function wide(name: string): Column {
  return { name, type: 'string', priority: 1 }
}
