import {
  ApiException,
  AppsV1Api,
  AutoscalingV2Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  Watch,
  type V1Deployment,
  type V1Status,
} from '@kubernetes/client-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, startSmallLab, type SmallLab } from '../saas/testing/start-small-lab'
import { createKubernetesSystem } from './create-kubernetes-system'

const systems = [{ name: 'kubernetes', create: createKubernetesSystem }]
/** 20 s and 46 s at scale 1. */
const timeScale = 100
const checkout = { namespace: 'checkout', name: 'checkout-api' }
const merge = setHeaderOptions('Content-Type', PatchStrategy.MergePatch)
const strategic = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch)
const toPrimary = {
  spec: {
    template: {
      spec: { containers: [{ name: 'checkout-api', env: [{ name: 'ORDERFLOW_REGION_ROLE', value: 'primary' }] }] },
    },
  },
}

let lab: SmallLab

beforeEach(async () => {
  lab = await startSmallLab(systems, { timeScale })
})
afterEach(() => lab.end())

/** A client as the console has one: address and token, no kubeconfig. */
function configFor(region: string, secret = `kubernetes-${region}-token`): KubeConfig {
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: 'c', server: lab.url(`kubernetes.${region}`), skipTLSVerify: true }],
    users: [{ name: 'u', token: secret === 'wrong' ? 'wrong' : lab.secret(secret) }],
    contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
    currentContext: 'x',
  })
  return config
}
const west = (secret?: string) => configFor('us-west-2', secret)
const apps = (config = west()) => config.makeApiClient(AppsV1Api)

async function rolledOut(replicas: number): Promise<V1Deployment> {
  let deployment = await apps().readNamespacedDeployment(checkout)
  await eventually(`checkout-api has ${replicas} ready replicas`, async () => {
    deployment = await apps().readNamespacedDeployment(checkout)
    const { status, metadata } = deployment
    return (
      status?.observedGeneration === metadata?.generation &&
      status?.updatedReplicas === replicas &&
      status?.availableReplicas === replicas &&
      status?.replicas === replicas
    )
  })
  return deployment
}

async function refusal(call: Promise<unknown>): Promise<{ code: number; status: V1Status }> {
  const error: unknown = await call.then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ApiException)) throw error
  // The client drops the body of a 401.
  return { code: error.code, status: JSON.parse(String(error.body ?? '{}')) as V1Status }
}

describe('a cluster driven by the official client', () => {
  it('starts as a warm standby of 30 percent beside a full primary, and the world knows it', async () => {
    const standby = await apps().readNamespacedDeployment(checkout)
    expect(standby.status?.readyReplicas).toBe(8)
    const primary = await apps(configFor('us-east-1')).readNamespacedDeployment(checkout)
    expect(primary.status?.readyReplicas).toBe(24)
    expect(lab.lab.world.workload('us-west-2', 'checkout', 'checkout-api')).toMatchObject({ ready: 8, role: 'standby' })
    expect(lab.lab.world.workload('us-east-1', 'checkout', 'checkout-api')).toMatchObject({
      ready: 24,
      role: 'primary',
    })
  })

  it('is reached by the kubeconfig it writes, in a context a region', async () => {
    const config = new KubeConfig()
    config.loadFromFile(lab.environment.variables.KUBECONFIG ?? '')
    expect(config.getCurrentContext()).toBe('usw2')
    const replicas = async () => (await apps(config).readNamespacedDeployment(checkout)).spec?.replicas
    expect(await replicas()).toBe(8)
    config.setCurrentContext('use1')
    expect(await replicas()).toBe(24)
  })

  it('raises a deployment to the minimum of its autoscaler, buying nodes, and settles the effect when pods are ready', async () => {
    const autoscaling = west().makeApiClient(AutoscalingV2Api)
    const nodes = async () => (await west().makeApiClient(CoreV1Api).listNode()).items
    const before = (await nodes()).length
    const body = { spec: { minReplicas: 24, behavior: { scaleDown: { selectPolicy: 'Disabled' } } } }
    const startedAt = Date.now()
    await autoscaling.patchNamespacedHorizontalPodAutoscaler({ ...checkout, body }, merge)
    expect(lab.effects()[0]).toMatchObject({ operation: 'PATCH horizontalpodautoscalers', settledAt: null })
    // How long they take to be ready is told by the effect: a busy machine may look only after that.
    const bought = (await nodes()).length - before
    expect(bought).toBeGreaterThan(0)
    await rolledOut(24)
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(46_000 / timeScale)
    expect((await nodes()).length).toBe(before + bought)
    await eventually('the effect is settled', () => lab.effects()[0]?.settledAt !== null)
    const [effect] = lab.effects()
    expect((effect?.settledAt ?? 0) - (effect?.receivedAt ?? 0)).toBeGreaterThanOrEqual(46_000 / timeScale)
  })

  it('refuses a minimum above the maximum with 422 and records the refusal', async () => {
    const body = { spec: { minReplicas: 999 } }
    const call = west()
      .makeApiClient(AutoscalingV2Api)
      .patchNamespacedHorizontalPodAutoscaler({ ...checkout, body }, merge)
    const { code, status } = await refusal(call)
    expect(code).toBe(422)
    expect(status).toMatchObject({
      kind: 'Status',
      reason: 'Invalid',
      details: { causes: [{ field: 'spec.maxReplicas' }] },
    })
    expect(lab.effects()).toMatchObject([{ outcome: 'refused', fault: '422 Invalid' }])
  })

  it('scales down only after the stabilisation window, and not at all while that is disabled', async () => {
    const autoscaling = west().makeApiClient(AutoscalingV2Api)
    const patch = (spec: object) =>
      autoscaling.patchNamespacedHorizontalPodAutoscaler({ ...checkout, body: { spec } }, merge)
    await patch({ minReplicas: 12, behavior: { scaleDown: { selectPolicy: 'Disabled' } } })
    await rolledOut(12)
    await patch({ minReplicas: 8 })
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect((await apps().readNamespacedDeployment(checkout)).spec?.replicas).toBe(12)
    await patch({ behavior: { scaleDown: { selectPolicy: 'Max' } } })
    await rolledOut(8)
  })

  it('changes the role of a region by patching the environment, without losing a ready pod on the way', async () => {
    const role = () => lab.lab.world.workload('us-west-2', 'checkout', 'checkout-api')?.role
    expect(role()).toBe('standby')
    const startedAt = Date.now()
    await apps().patchNamespacedDeployment({ ...checkout, body: toPrimary }, strategic)
    do {
      const during = await apps().readNamespacedDeployment(checkout)
      expect(during.status?.readyReplicas).toBeGreaterThanOrEqual(8)
    } while (role() === 'standby')
    const after = await rolledOut(8)
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(20_000 / timeScale)
    expect(after.spec?.template.spec?.containers[0]?.env).toContainEqual({
      name: 'ORDERFLOW_REGION',
      value: 'us-west-2',
    })
    const workload = lab.lab.world.workload('us-west-2', 'checkout', 'checkout-api')
    expect(workload).toMatchObject({ role: 'primary', ready: 8 })
    expect(workload?.podsStartedAt).toBeGreaterThanOrEqual(startedAt)
  })

  it('tells by every pod whether its connections still go to the old writer', async () => {
    const core = west().makeApiClient(CoreV1Api)
    const reports = async () => {
      const pods = await core.listNamespacedPod({ namespace: 'checkout', labelSelector: 'app=checkout-api' })
      const ready = pods.items.filter((pod) => pod.metadata?.deletionTimestamp === undefined)
      return Promise.all(
        ready.map(async (pod) => {
          const name = `${pod.metadata?.name}:8080`
          const path = `/api/v1/namespaces/checkout/pods/${name}/proxy/dr`
          const token = lab.secret('kubernetes-us-west-2-reader-token')
          const headers = { authorization: `Bearer ${token}` }
          const response = await fetch(`${lab.url('kubernetes.us-west-2')}${path}`, { headers })
          expect(response.status).toBe(200)
          return (await response.json()) as { role: string; inRecovery: boolean; sqlstate25006Count: number }
        }),
      )
    }
    expect(await reports()).toHaveLength(8)
    expect(new Set((await reports()).map(({ role, inRecovery }) => `${role} ${inRecovery}`))).toEqual(
      new Set(['standby true']),
    )
    await apps().patchNamespacedDeployment({ ...checkout, body: toPrimary }, strategic)
    await rolledOut(8)
    lab.lab.world.setReachability('us-east-1', 'dark-reset')
    await lab.lab.world.promote('us-west-2', { planned: false })
    const stale = await reports()
    expect(lab.lab.world.checkoutProblem('us-west-2', 'public')).toMatchObject({ sqlstate: '25006' })
    expect(stale.every(({ inRecovery, sqlstate25006Count }) => inRecovery && sqlstate25006Count > 0)).toBe(true)
    const restartedAt = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() }
    const body = { spec: { template: { metadata: { annotations: restartedAt } } } }
    await apps().patchNamespacedDeployment({ ...checkout, body }, strategic)
    await rolledOut(8)
    expect(
      new Set(
        (await reports()).map((report) => JSON.stringify([report.role, report.inRecovery, report.sqlstate25006Count])),
      ),
    ).toEqual(new Set([JSON.stringify(['primary', false, 0])]))
    expect(lab.lab.world.checkoutProblem('us-west-2', 'public')).toBeNull()
  })

  it('fences by scaling to zero, which the autoscaler leaves alone', async () => {
    await apps(configFor('us-east-1')).patchNamespacedDeploymentScale(
      { ...checkout, body: { spec: { replicas: 0 } } },
      merge,
    )
    await eventually(
      'no pod is ready',
      () => lab.lab.world.workload('us-east-1', 'checkout', 'checkout-api')?.ready === 0,
    )
    await eventually('the effect is settled', () => lab.effects()[0]?.settledAt !== null)
    const hpa = await configFor('us-east-1')
      .makeApiClient(AutoscalingV2Api)
      .readNamespacedHorizontalPodAutoscaler(checkout)
    expect(hpa.status?.conditions).toContainEqual(expect.objectContaining({ type: 'ScalingActive', status: 'False' }))
    expect((await apps(configFor('us-east-1')).readNamespacedDeployment(checkout)).spec?.replicas).toBe(0)
  })

  it('keeps a freeze annotation and records no second effect for the same patch', async () => {
    const core = west().makeApiClient(CoreV1Api)
    const body = { metadata: { annotations: { 'breakwater/freeze': 'INC-7' } } }
    await core.patchNamespace({ name: 'checkout', body }, merge)
    await core.patchNamespace({ name: 'checkout', body }, merge)
    expect((await core.readNamespace({ name: 'checkout' })).metadata?.annotations).toEqual({
      'breakwater/freeze': 'INC-7',
    })
    expect(lab.effects().map(({ outcome }) => outcome)).toEqual(['accepted', 'no-change'])
    expect(lab.effects().every(({ settledAt }) => settledAt !== null)).toBe(true)
  })

  it('changes nothing and records nothing on a dry run', async () => {
    await apps().patchNamespacedDeployment({ ...checkout, body: toPrimary, dryRun: 'All' }, strategic)
    expect(lab.effects()).toEqual([])
    expect((await apps().readNamespacedDeployment(checkout)).metadata?.generation).toBe(1)
  })

  it('refuses a stale resourceVersion with 409, by PUT and by PATCH', async () => {
    const read = await apps().readNamespacedDeployment(checkout)
    const resourceVersion = read.metadata?.resourceVersion ?? ''
    await apps().patchNamespacedDeployment({ ...checkout, body: { metadata: { labels: { seen: 'yes' } } } }, merge)
    const put = apps().replaceNamespacedDeployment({ ...checkout, body: read })
    expect(await refusal(put)).toMatchObject({ code: 409, status: { reason: 'Conflict' } })
    const body = { metadata: { resourceVersion }, spec: { replicas: 3 } }
    const patch = apps().patchNamespacedDeployment({ ...checkout, body }, merge)
    expect(await refusal(patch)).toMatchObject({ code: 409 })
  })

  it.each([
    ['a selector is immutable', { spec: { selector: { matchLabels: { app: 'other' } } } }, 422],
    ['replicas are not negative', { spec: { replicas: -1 } }, 422],
    ['template labels match the selector', { spec: { template: { metadata: { labels: { app: 'other' } } } } }, 422],
    ['a name is immutable', { metadata: { name: 'other' } }, 400],
  ])('%s', async (_rule, body, code) => {
    expect((await refusal(apps().patchNamespacedDeployment({ ...checkout, body }, merge))).code).toBe(code)
  })

  it('lets a reader read and not write, and a stranger neither', async () => {
    const reader = apps(west('kubernetes-us-west-2-reader-token'))
    expect((await reader.listNamespacedDeployment({ namespace: 'checkout' })).items).toHaveLength(1)
    const forbidden = await refusal(
      reader.patchNamespacedDeployment({ ...checkout, body: { spec: { replicas: 1 } } }, merge),
    )
    expect(forbidden).toMatchObject({ code: 403, status: { reason: 'Forbidden' } })
    expect(forbidden.status.message).toContain(
      'cannot patch resource "deployments" in API group "apps" in the namespace "checkout"',
    )
    expect(await refusal(apps(west('wrong')).readNamespacedDeployment(checkout))).toMatchObject({ code: 401 })
    const nodes = west().makeApiClient(CoreV1Api)
    const name = (await nodes.listNode()).items[0]?.metadata?.name ?? ''
    expect((await refusal(nodes.patchNode({ name, body: { spec: { unschedulable: true } } }, merge))).code).toBe(403)
  })

  it('answers what does not exist with 404', async () => {
    expect(await refusal(apps().readNamespacedDeployment({ ...checkout, name: 'nope' }))).toMatchObject({
      code: 404,
      status: { message: 'deployments.apps "nope" not found', reason: 'NotFound' },
    })
  })

  it('refuses in its own shape when a fault stands, and carries an audit id that the effect log knows', async () => {
    const fault = {
      system: 'kubernetes',
      region: '*',
      operation: 'PATCH namespaces',
      remaining: 1,
      delayMilliseconds: 0,
    }
    lab.lab.faults.add({ ...fault, kind: 'throttle' })
    const send = () =>
      fetch(`${lab.url('kubernetes.us-west-2')}/api/v1/namespaces/checkout`, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${lab.secret('kubernetes-us-west-2-token')}`,
          'content-type': 'application/merge-patch+json',
        },
        body: JSON.stringify({ metadata: { labels: { a: 'b' } } }),
      })
    const throttled = await send()
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1'])
    expect(await throttled.json()).toMatchObject({ kind: 'Status', reason: 'TooManyRequests' })
    lab.lab.faults.add({ ...fault, kind: 'deny' })
    expect((await send()).status).toBe(403)
    const accepted = await send()
    expect(accepted.status).toBe(200)
    expect(lab.effects().map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'accepted'])
    expect(lab.effects()[2]?.requestId).toBe(accepted.headers.get('audit-id'))
  })

  it('keeps pods from getting ready while a stuck fault stands', async () => {
    lab.lab.faults.add({
      kind: 'stuck',
      system: 'kubernetes',
      region: 'us-west-2',
      operation: '*',
      remaining: null,
      delayMilliseconds: 0,
    })
    const body = { spec: { minReplicas: 12 } }
    await west()
      .makeApiClient(AutoscalingV2Api)
      .patchNamespacedHorizontalPodAutoscaler({ ...checkout, body }, merge)
    await new Promise((resolve) => setTimeout(resolve, 46_000 / timeScale + 100))
    expect((await apps().readNamespacedDeployment(checkout)).status?.readyReplicas).toBe(8)
    lab.lab.faults.clear()
    await eventually(
      'pods are ready',
      async () => (await apps().readNamespacedDeployment(checkout)).status?.readyReplicas === 12,
    )
  })

  it('watches from a resourceVersion, and says 410 for one it no longer knows', async () => {
    const list = await apps().listNamespacedDeployment({ namespace: 'checkout' })
    const seen: string[] = []
    const path = '/apis/apps/v1/namespaces/checkout/deployments'
    const query = { resourceVersion: list.metadata?.resourceVersion ?? '', labelSelector: 'watched!=no' }
    const watch = await new Watch(west()).watch(
      path,
      query,
      (type: string, object: V1Deployment) => seen.push(`${type} ${object.metadata?.labels?.step ?? ''}`),
      () => undefined,
    )
    const label = (labels: object) =>
      apps().patchNamespacedDeployment({ ...checkout, body: { metadata: { labels } } }, merge)
    await label({ step: '1' })
    await label({ step: '2', watched: 'no' })
    await label({ step: '3', watched: null })
    await eventually('three events', () => seen.length >= 3)
    watch.abort()
    expect(seen).toEqual(['MODIFIED 1', 'DELETED 1', 'ADDED 3'])
    const expired: unknown[] = []
    await new Watch(west()).watch(
      path,
      { resourceVersion: '1' },
      (type, object) => expired.push([type, object.code]),
      () => undefined,
    )
    await eventually('an error event', () => expired.length > 0)
    expect(expired).toEqual([['ERROR', 410]])
  })

  it('does not answer while its region is cut off, and goes on where it was after a restart', async () => {
    await apps().patchNamespacedDeployment({ ...checkout, body: toPrimary }, strategic)
    const token = lab.secret('kubernetes-us-west-2-token')
    lab = await lab.restart()
    expect(lab.secret('kubernetes-us-west-2-token')).toBe(token)
    await rolledOut(8)
    expect(lab.lab.world.workload('us-west-2', 'checkout', 'checkout-api')).toMatchObject({ role: 'primary', ready: 8 })
    await eventually('the effect is settled', () => lab.effects()[0]?.settledAt !== null)
    lab.lab.world.setReachability('us-west-2', 'cut-off')
    const url = `${lab.url('kubernetes.us-west-2')}/version`
    await expect(fetch(url, { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout')
  })
})
