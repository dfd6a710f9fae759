import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, startSmallLab, type SmallLab } from '../saas/testing/start-small-lab'
import { createKubernetesSystem } from './create-kubernetes-system'

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0
if (!hasKubectl) console.warn('SKIPPED: kubectl is not on this machine, so the lab is not checked with it')

const run = promisify(execFile)
let lab: SmallLab

async function kubectl(...args: string[]): Promise<string> {
  const env = { ...process.env, HOME: lab.directory, KUBECONFIG: lab.environment.variables.KUBECONFIG }
  const { stdout } = await run('kubectl', args, { env })
  return stdout
}

async function failure(...args: string[]): Promise<string> {
  const error: unknown = await kubectl(...args).then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  return error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
}

describe.skipIf(!hasKubectl)('a cluster driven by kubectl', () => {
  beforeAll(async () => {
    lab = await startSmallLab([{ name: 'kubernetes', create: createKubernetesSystem }], { timeScale: 20 })
  })
  afterAll(() => lab.end())

  it('lists what is there, as tables and as JSON, in both contexts', async () => {
    expect(await kubectl('--context', 'use1', '-n', 'checkout', 'get', 'deploy')).toMatch(
      /checkout-api\s+24\/24\s+24\s+24/,
    )
    expect(await kubectl('--context', 'usw2', '-n', 'checkout', 'get', 'deploy')).toMatch(/checkout-api\s+8\/8\s+8\s+8/)
    expect(await kubectl('get', 'nodes')).toMatch(/Ready/)
    expect(await kubectl('get', 'pods,hpa,rs,ns', '-A')).toContain('payments-api')
    const list = JSON.parse(await kubectl('get', 'pods', '-n', 'checkout', '-l', 'app=checkout-api', '-o', 'json'))
    expect(list.items).toHaveLength(8)
  })

  it('patches the autoscaler and waits for the rollout', async () => {
    const patch = '{"spec":{"minReplicas":24,"behavior":{"scaleDown":{"selectPolicy":"Disabled"}}}}'
    await kubectl('-n', 'checkout', 'patch', 'hpa', 'checkout-api', '--type=merge', '-p', patch)
    const output = await kubectl('-n', 'checkout', 'rollout', 'status', 'deploy/checkout-api', '--timeout=20s')
    expect(output).toContain('successfully rolled out')
    expect(
      await kubectl('-n', 'checkout', 'get', 'deploy', 'checkout-api', '-o', 'jsonpath={.status.readyReplicas}'),
    ).toBe('24')
    expect(
      await failure('-n', 'checkout', 'patch', 'hpa', 'checkout-api', '-p', '{"spec":{"minReplicas":99}}'),
    ).toContain('is invalid')
  })

  it('sets the region role, restarts, and undoes the rollout', async () => {
    const role = [
      '-n',
      'checkout',
      'get',
      'deploy',
      'checkout-api',
      '-o',
      'jsonpath={..env[?(@.name=="ORDERFLOW_REGION_ROLE")].value}',
    ]
    await kubectl('-n', 'checkout', 'set', 'env', 'deploy/checkout-api', 'ORDERFLOW_REGION_ROLE=primary')
    expect(await kubectl(...role)).toBe('primary')
    await kubectl('-n', 'checkout', 'rollout', 'status', 'deploy/checkout-api', '--timeout=20s')
    expect(lab.lab.world.workload('us-west-2', 'checkout', 'checkout-api')).toMatchObject({
      role: 'primary',
      ready: 24,
    })
    const before = Date.now()
    await kubectl('-n', 'checkout', 'rollout', 'restart', 'deploy/checkout-api')
    await kubectl('-n', 'checkout', 'rollout', 'status', 'deploy/checkout-api', '--timeout=20s')
    expect(lab.lab.world.workload('us-west-2', 'checkout', 'checkout-api')?.podsStartedAt).toBeGreaterThanOrEqual(
      before,
    )
    await kubectl('-n', 'checkout', 'rollout', 'undo', 'deploy/checkout-api', '--to-revision=1')
    await kubectl('-n', 'checkout', 'rollout', 'status', 'deploy/checkout-api', '--timeout=20s')
    expect(await kubectl(...role)).toBe('standby')
    const sets = JSON.parse(await kubectl('-n', 'checkout', 'get', 'rs', '-o', 'json'))
    expect(sets.items).toHaveLength(3)
  })

  it('scales to zero and annotates a namespace', async () => {
    await kubectl('--context', 'use1', '-n', 'checkout', 'scale', 'deploy/checkout-api', '--replicas=0')
    await eventually(
      'nothing is ready',
      () => lab.lab.world.workload('us-east-1', 'checkout', 'checkout-api')?.ready === 0,
    )
    await kubectl('annotate', 'namespace', 'checkout', 'breakwater/freeze=INC-7')
    expect(await kubectl('get', 'ns', 'checkout', '-o', 'jsonpath={.metadata.annotations.breakwater/freeze}')).toBe(
      'INC-7',
    )
    await kubectl('annotate', 'namespace', 'checkout', 'breakwater/freeze-')
    expect(await kubectl('get', 'ns', 'checkout', '-o', 'jsonpath={.metadata.annotations}')).not.toContain('INC-7')
  })

  it('says what may not be done', async () => {
    expect((await kubectl('auth', 'can-i', 'patch', 'deployments', '-n', 'checkout')).trim()).toBe('yes')
    expect(await failure('-n', 'checkout', 'get', 'deploy', 'nope')).toContain('deployments.apps "nope" not found')
    expect(await failure('delete', 'namespace', 'checkout')).toContain('MethodNotAllowed')
  })
})
