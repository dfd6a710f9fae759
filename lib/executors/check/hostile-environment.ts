import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs with an environment of the process that would lead every call to `trap`, under credentials called trap. */
export async function inHostileEnvironment<R>(trap: string, act: () => Promise<R>): Promise<R> {
  const home = await mkdtemp(join(tmpdir(), 'breakwater-hostile-'))
  const before = { ...process.env }
  try {
    Object.assign(process.env, await hostile(home, trap))
    return await act()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name)
    Object.assign(process.env, before)
    await rm(home, { recursive: true, force: true })
  }
}

async function hostile(home: string, trap: string): Promise<Record<string, string>> {
  const profile = ['[default]', `endpoint_url = ${trap}`, 'region = mars-north-1', 'use_fips_endpoint = true']
  const credentials = ['[default]', 'aws_access_key_id = AKIATRAPTRAPTRAPTRA0', 'aws_secret_access_key = trap']
  await writeFile(join(home, 'config'), [...profile, '[profile trap]', ...profile.slice(1), ''].join('\n'))
  await writeFile(join(home, 'credentials'), [...credentials, ''].join('\n'))
  const kubeconfig = [
    'apiVersion: v1',
    'kind: Config',
    'current-context: trap',
    `clusters: [{name: trap, cluster: {server: "${trap}"}}]`,
    'contexts: [{name: trap, context: {cluster: trap, user: trap}}]',
    'users: [{name: trap, user: {token: trap-token}}]',
  ]
  await writeFile(join(home, 'kubeconfig'), [...kubeconfig, ''].join('\n'))
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']
  const services = ['RDS', 'STS', 'CLOUDWATCH', 'ROUTE53_RECOVERY_CLUSTER', 'ROUTE_53', 'S3', 'EKS', 'ELASTICACHE']
  return {
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_PROFILE: 'trap',
    AWS_REGION: 'mars-north-1',
    AWS_DEFAULT_REGION: 'mars-north-1',
    AWS_ACCESS_KEY_ID: 'AKIATRAPTRAPTRAPTRA0',
    AWS_SECRET_ACCESS_KEY: 'trap',
    AWS_SESSION_TOKEN: 'trap',
    AWS_ENDPOINT_URL: trap,
    ...Object.fromEntries(services.map((name) => [`AWS_ENDPOINT_URL_${name}`, trap])),
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_MAX_ATTEMPTS: '9',
    AWS_RETRY_MODE: 'adaptive',
    AWS_SDK_UA_APP_ID: 'trap',
    KUBECONFIG: join(home, 'kubeconfig'),
    KUBERNETES_SERVICE_HOST: '127.0.0.1',
    KUBERNETES_SERVICE_PORT: new URL(trap).port,
    NODE_USE_ENV_PROXY: '1',
    ...Object.fromEntries(proxies.map((name) => [name, trap])),
  }
}
