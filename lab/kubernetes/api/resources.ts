import type { Kind } from '../cluster/objects'

export interface Resource {
  kind: Kind
  plural: string
  group: string
  version: string
  namespaced: boolean
  shortNames: string[]
  /** `true` where spec may be changed through this API; the others take metadata only. */
  specWritable: boolean
  subresources: string[]
}

/** What this API server serves. Everything else is 404, as on a cluster without that kind. */
export const resources: readonly Resource[] = [
  core('Namespace', 'namespaces', false, ['ns'], []),
  { ...core('Node', 'nodes', false, ['no'], ['status']), specWritable: true },
  core('Pod', 'pods', true, ['po'], ['proxy', 'status']),
  { ...apps('Deployment', 'deployments', ['deploy'], ['scale', 'status']), specWritable: true },
  apps('ReplicaSet', 'replicasets', ['rs'], ['status']),
  {
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
    group: 'autoscaling',
    version: 'v2',
    namespaced: true,
    shortNames: ['hpa'],
    specWritable: true,
    subresources: ['status'],
  },
]

export function apiVersionOf(resource: Resource): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`
}

export function findResource(group: string, version: string, plural: string): Resource | undefined {
  return resources.find((known) => known.group === group && known.version === version && known.plural === plural)
}

function core(kind: Kind, plural: string, namespaced: boolean, shortNames: string[], subresources: string[]): Resource {
  return { kind, plural, group: '', version: 'v1', namespaced, shortNames, specWritable: false, subresources }
}

function apps(kind: Kind, plural: string, shortNames: string[], subresources: string[]): Resource {
  return { kind, plural, group: 'apps', version: 'v1', namespaced: true, shortNames, specWritable: false, subresources }
}
