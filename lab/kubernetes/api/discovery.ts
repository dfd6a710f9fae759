import { apiVersionOf, resources, type Resource } from './resources'

const readVerbs = ['get', 'list', 'watch']
const reviewGroup = { group: 'authorization.k8s.io', version: 'v1' }

/** Discovery in its plain form; clients that ask for the aggregated one take this as well. Undefined: no such path. */
export function discover(path: string): object | undefined {
  const trimmed = path.replace(/\/$/, '')
  if (trimmed === '/version') return version
  if (trimmed === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }
  if (trimmed === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups().map(describeGroup) }
  const [, name, wanted] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(trimmed) ?? []
  const known = groups().find(({ group }) => group === name)
  if (known && wanted === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(known) }
  if (trimmed === '/api/v1') return describeVersion('', 'v1')
  return known && wanted === known.version ? describeVersion(known.group, known.version) : undefined
}

/** 1.30 as OrderFlow still runs it, although it is out of support. */
const version = {
  major: '1',
  minor: '30+',
  gitVersion: 'v1.30.14-eks-3abbec1',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2025-07-01T00:00:00Z',
  goVersion: 'go1.22.12',
  compiler: 'gc',
  platform: 'linux/amd64',
}

function groups(): { group: string; version: string }[] {
  const served = resources.filter(({ group }) => group !== '').map(({ group, version }) => ({ group, version }))
  const unique = served.filter((one, index) => served.findIndex(({ group }) => group === one.group) === index)
  return [...unique, reviewGroup]
}

function describeGroup({ group, version }: { group: string; version: string }) {
  const entry = { groupVersion: `${group}/${version}`, version }
  return { name: group, versions: [entry], preferredVersion: entry }
}

function describeVersion(group: string, version: string): object {
  const served = resources.filter((resource) => resource.group === group && resource.version === version)
  const groupVersion = group === '' ? version : `${group}/${version}`
  const described = group === reviewGroup.group ? [review] : served.flatMap(describeResource)
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: described }
}

const review = {
  name: 'selfsubjectaccessreviews',
  singularName: 'selfsubjectaccessreview',
  namespaced: false,
  kind: 'SelfSubjectAccessReview',
  verbs: ['create'],
}

function describeResource(resource: Resource): object[] {
  const { plural, kind, namespaced, shortNames, subresources } = resource
  const inAll = namespaced ? { categories: ['all'] } : {}
  const main = {
    name: plural,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs: [...readVerbs, 'patch', 'update'],
    shortNames,
    ...inAll,
  }
  return [main, ...subresources.map((name) => describeSubresource(resource, name))]
}

function describeSubresource(resource: Resource, name: string): object {
  const shared = { name: `${resource.plural}/${name}`, singularName: '', namespaced: resource.namespaced }
  if (name === 'scale') {
    return { ...shared, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch', 'update'] }
  }
  if (name === 'proxy') return { ...shared, kind: 'PodProxyOptions', verbs: ['get'] }
  return { ...shared, kind: resource.kind, apiVersion: apiVersionOf(resource), verbs: ['get', 'patch', 'update'] }
}
