import { stringify } from 'yaml'

export interface KubeconfigEntry {
  context: string
  url: string
  token: string
}

/**
 * A kubeconfig with one context a cluster. The token is also part of the server's address because kubectl withholds
 * bearer tokens from a server without TLS; `insecure-skip-tls-verify` is what @kubernetes/client-node wants there.
 */
export function kubeconfig(entries: KubeconfigEntry[], current: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: entries.map(({ context, url, token }) => ({
      name: context,
      cluster: { server: `${url}/token/${encodeURIComponent(token)}`, 'insecure-skip-tls-verify': true },
    })),
    users: entries.map(({ context, token }) => ({ name: `${context}-operator`, user: { token } })),
    contexts: entries.map(({ context }) => ({
      name: context,
      context: { cluster: context, user: `${context}-operator` },
    })),
    'current-context': current,
  })
}

/** us-east-1 -> use1, us-west-2 -> usw2 */
export function contextName(region: string): string {
  const [area = region, side = '', number = ''] = region.split('-')
  return `${area}${side.charAt(0)}${number}`
}
