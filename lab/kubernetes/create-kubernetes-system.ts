import { resolve } from 'node:path'
import { z } from 'zod'
import type { Lab, LabListener, LabSystem, RegionName } from '../core/contract'
import { handleRequest, operationOf, refuseRequest, type Api } from './api/handle-request'
import { newTokens, type Tokens } from './api/identities'
import { Cluster, type ClusterSnapshot } from './cluster/cluster'
import { contextName, kubeconfig } from './kubeconfig'

type Snapshot = Record<RegionName, { tokens: Tokens; cluster: ClusterSnapshot }>

/** One Kubernetes API server a region, with OrderFlow's workloads in it. Listeners: `kubernetes.<region>`. */
export function createKubernetesSystem(lab: Lab): LabSystem {
  const apis = new Map<RegionName, Api>(
    lab.world.regions().map((region) => [region, { cluster: new Cluster(lab, region), tokens: newTokens() }]),
  )
  return {
    listeners: [...apis.values()].map(createListener),
    snapshot: (): Snapshot =>
      Object.fromEntries(
        [...apis].map(([region, { cluster, tokens }]) => [region, { tokens, cluster: cluster.snapshot() }]),
      ),
    restore: (snapshot) => {
      for (const [region, kept] of Object.entries(readSnapshot(snapshot))) {
        const api = apis.get(region)
        if (!api) continue
        api.tokens = kept.tokens
        api.cluster.restore(kept.cluster)
      }
    },
    restoreConfiguration: (snapshot) => {
      for (const [region, { tokens }] of Object.entries(readSnapshot(snapshot))) {
        const api = apis.get(region)
        if (api) api.tokens = tokens
      }
    },
    environment: (addresses) => environment(lab, apis, addresses),
    close: async () => {
      for (const { cluster } of apis.values()) cluster.close()
    },
  }
}

function createListener(api: Api): LabListener {
  const { region } = api.cluster
  return {
    name: `kubernetes.${region}`,
    system: 'kubernetes',
    region,
    management: true,
    operation: operationOf,
    handle: async (request) => handleRequest(api, request),
    refuse: (request, kind) => refuseRequest(api, request, kind),
  }
}

function environment(lab: Lab, apis: Map<RegionName, Api>, addresses: Record<string, string>) {
  const entries = [...apis].map(([region, { tokens }]) => ({
    context: contextName(region),
    url: addresses[`kubernetes.${region}`] ?? '',
    token: tokens.operator,
  }))
  const secrets = [...apis].flatMap(([region, { tokens }]) => [
    [`secrets/kubernetes-${region}-token`, tokens['dr-operator']],
    [`secrets/kubernetes-${region}-reader-token`, tokens['dr-reader']],
  ])
  return {
    files: { kubeconfig: kubeconfig(entries, contextName(lab.config.standby)), ...Object.fromEntries(secrets) },
    variables: { KUBECONFIG: resolve(lab.config.dataDirectory, 'kubeconfig') },
  }
}

/** The state file is the lab's own; only its outline is checked, so that a foreign one fails here and not later. */
function readSnapshot(snapshot: unknown): Snapshot {
  const outline = z.record(z.string(), z.looseObject({ tokens: z.object({}).loose(), cluster: z.object({}).loose() }))
  return outline.parse(snapshot) as unknown as Snapshot
}
