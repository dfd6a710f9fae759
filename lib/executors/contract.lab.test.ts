import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actionDefinitions } from '@/lib/domain/action/catalogue'
import type { ResolvedCommand } from '@/lib/domain/action/resolved'
import { parseEnvironment } from '@/lib/domain/plan/parse-environment'
import type { Binding, Environment } from '@/lib/domain/plan/schema/environment'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { sharedController } from '@/lib/engine/shared-controller'
import { ExecutorError, type ActionExecutor, type Observation, type SendContext } from '@/lib/engine/ports'
import { labConfig } from '../../lab/config'
import { startLab, type RunningLab } from '../../lab/start-lab'
import { loadSdks } from './load-sdks'
import { createExecutorRegistry } from './registry'
import { contractCases, type ContractCase } from './testing/contract-cases'
import { commandFor } from './testing/contexts'
import { refusingUrl } from './testing/local-server'

let running: RunningLab
let directory: string
let environment: Environment
let nowhere: string
const registry = createExecutorRegistry()

beforeAll(async () => {
  // As the worker does: the first load of an SDK takes longer than a call may.
  await loadSdks()
  directory = await mkdtemp(join(tmpdir(), 'executors-'))
  running = await startLab(labConfig({ dataDirectory: directory, timeScale: 100 }))
  nowhere = await refusingUrl()
  environment = await labEnvironment()
})
afterAll(async () => {
  await running.close()
  await rm(directory, { recursive: true, force: true })
})
beforeEach(() => running.reset())

/** The environment file as shipped, and two systems more that only this suite needs. */
async function labEnvironment(): Promise<Environment> {
  const path = 'plans/orderflow/environments/lab.yaml'
  const text = await readFile(path, 'utf8')
  const parsed = parseEnvironment({ path, text }, running.environment.variables, null)
  if (parsed.environment === null) throw new Error(JSON.stringify(parsed.problems))
  const east = parsed.environment.systems['aurora-east']
  const promote = parsed.environment.systems['aurora-promote']
  if (east?.kind !== 'aws.rds' || promote?.kind !== 'aws.rds') throw new Error('no aurora systems')
  const checkoutEast: Binding = {
    kind: 'http',
    endpoint: running.addresses['checkout.us-east-1'] ?? '',
    region: 'us-east-1',
  }
  const systems: Record<string, Binding> = {
    'aurora-promote': promote,
    'aurora-promote-east': { ...east, credentials: promote.credentials },
    'checkout-east': checkoutEast,
    ...parsed.environment.systems,
  }
  return { ...parsed.environment, systems }
}

interface Bench {
  executor: ActionExecutor
  command: ResolvedCommand
  context: SendContext
  observe(): Promise<Observation>
  /** Waits until the effect, or that of its undo, is no longer under way. */
  settled(): Promise<Observation>
  accepted(): number
  fault(kind: 'deny' | 'throttle' | 'slow' | 'reply-lost', remaining: number | null, milliseconds?: number): void
}

async function bench(test: ContractCase, options: Partial<SendContext> = {}): Promise<Bench> {
  const binding = options.binding ?? environment.systems[test.system]
  if (binding === undefined) throw new Error(`no system ${test.system}`)
  const executor = registry.action(test.kind)
  const context: SendContext = {
    binding,
    environment,
    secret: (reference) => readFile(join(directory, 'secrets', reference.replace(/^file:/, '')), 'utf8'),
    signal: sharedController().signal,
    now: Date.now,
    idempotencyKey: 'RUN-7/S3/0',
    deadlineMilliseconds: 5_000,
    leave: () => Promise.resolve(),
    ...options,
  }
  const command = commandFor(test.kind, binding, await withIncident(test, context))
  const start = running.effects().length
  const observe = () => executor.observe(command, context)
  return {
    executor,
    command,
    context,
    observe,
    settled: () => settled(observe),
    accepted: () =>
      running
        .effects()
        .slice(start)
        .filter(
          ({ system, operation, outcome }) =>
            system === test.change.system && operation === test.change.operation && outcome === 'accepted',
        ).length,
    fault: (kind, remaining, delayMilliseconds = 0) =>
      void running.lab.faults.add({ ...test.change, kind, region: '*', remaining, delayMilliseconds }),
  }
}

async function settled(observe: () => Promise<Observation>): Promise<Observation> {
  const end = Date.now() + 10_000
  for (;;) {
    const seen = await observe()
    const moving = seen.effect === 'in-progress' || seen.effect === 'unknown'
    if (!moving || Date.now() > end) return seen
    await delay(50)
  }
}

async function withIncident(test: ContractCase, context: SendContext): Promise<Record<string, ParameterValue>> {
  if (test.parameters.incidentId !== '{incident}') return test.parameters
  const id = test.system === 'pagerduty' ? await openPagerduty(context) : await openStatuspage(context)
  return { ...test.parameters, incidentId: id }
}

async function openStatuspage(given: SendContext): Promise<string> {
  // What a case needs to be there first is not what it tries.
  const context = { ...given, leave: () => Promise.resolve() }
  const binding = environment.systems.statuspage
  if (binding === undefined) throw new Error('no statuspage')
  const kind = 'statuspage.createIncident'
  const command = commandFor(kind, binding, { name: 'Checkout', status: 'investigating', body: 'We look into it.' })
  const receipt = await registry.action(kind).execute(command, { ...context, binding, idempotencyKey: 'OTHER/S1/0' })
  return String(receipt.outputs.incidentId)
}

async function openPagerduty(context: SendContext): Promise<string> {
  const binding = environment.systems.pagerduty
  if (binding?.kind !== 'pagerduty') throw new Error('no pagerduty')
  const reply = await fetch(`${running.addresses['pagerduty.rest']}/incidents`, {
    method: 'POST',
    headers: {
      authorization: `Token token=${(await context.secret('file:pagerduty-api-token')).trim()}`,
      from: binding.from,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ incident: { type: 'incident', title: 'Checkout fails' } }),
  })
  const body = (await reply.json()) as { incident: { id: string } }
  return body.incident.id
}

/** The binding with every address led to a port where nothing listens. */
function unplugged(binding: Binding | undefined): Binding {
  switch (binding?.kind) {
    case 'aws.rds':
      return { ...binding, endpoint: nowhere }
    case 'aws.arc':
      return { ...binding, endpoints: binding.endpoints.map(({ region }) => ({ region, url: nowhere })) }
    case 'kubernetes':
      return { ...binding, server: nowhere }
    case 'slack':
    case 'statuspage':
    case 'pagerduty':
    case 'http':
      return { ...binding, endpoint: nowhere }
    default:
      throw new Error('nothing to unplug')
  }
}

async function faultOf(act: Promise<unknown>): Promise<ExecutorError> {
  const error = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ExecutorError) return error
  throw new Error(`expected an ExecutorError, not ${String(error)}`)
}

const lookedUp = contractCases.filter(({ kind }) => kind !== 'checkout.placeOrders')

it('covers every kind of action that touches the world', () => {
  const touching = actionDefinitions.filter(({ systemKind }) => systemKind !== 'console').map(({ kind }) => kind)
  expect(contractCases.map(({ kind }) => kind).sort()).toEqual(touching.sort())
})

it('tries a half of every kind whose effect has parts', () => {
  const whole = contractCases.filter(({ half }) => half === undefined).map(({ kind }) => kind)
  expect(whole.sort()).toEqual([
    'aws.rds.failoverGlobalCluster',
    'aws.rds.switchoverGlobalCluster',
    // Its orders cannot be looked up.
    'checkout.placeOrders',
    'pagerduty.addNote',
    'pagerduty.resolve',
    'slack.postMessage',
    'statuspage.createIncident',
  ])
})

describe.each(contractCases)('$kind', (test) => {
  it('acts once, and sending it again doubles nothing', async () => {
    const { executor, command, context, observe, settled, accepted } = await bench(test)
    expect((await observe()).effect).toBe('absent')
    const receipt = await executor.execute(command, context)
    expect(accepted()).toBe(test.effects)
    const seen = await settled()
    if (test.kind !== 'checkout.placeOrders') {
      expect(seen).toMatchObject({ effect: 'present', outputs: receipt.outputs })
    }
    const again = await executor.execute(command, context).catch((error: unknown) => error)
    if (again instanceof ExecutorError) expect(again.kind).toBe('refused')
    else expect(again).toMatchObject({ outputs: receipt.outputs })
    await settled()
    expect(accepted()).toBe(test.effects)
  })

  it('is refused when denied, and then nothing was changed', async () => {
    const { executor, command, context, observe, accepted, fault } = await bench(test)
    fault('deny', null)
    const error = await faultOf(executor.execute(command, context))
    expect(error.kind).toBe('refused')
    expect(accepted()).toBe(0)
    expect((await observe()).effect).toBe('absent')
  })

  it('is busy when throttled', async () => {
    const { executor, command, context, accepted, fault } = await bench(test)
    fault('throttle', null)
    const error = await faultOf(executor.execute(command, context))
    expect(error.kind).toBe('busy')
    expect(accepted()).toBe(0)
  })

  it('is unreachable where nothing listens', async () => {
    const { executor, command, context } = await bench(test, { binding: unplugged(environment.systems[test.system]) })
    const error = await faultOf(executor.execute(command, context))
    expect(error).toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' })
    if (test.kind === 'checkout.placeOrders') return
    const unseen = await faultOf(executor.observe(command, context))
    expect(unseen.kind).toBe('unreachable')
  })

  it('sends nothing that may not leave', async () => {
    const leave = () => Promise.reject(new Error('not sent: too late after its intent'))
    const { executor, command, context, accepted } = await bench(test, { leave })
    expect(await faultOf(executor.execute(command, context))).toMatchObject({ kind: 'unreachable', code: 'not-sent' })
    expect(accepted()).toBe(0)
  })

  it('asks before every request that changes something', async () => {
    let asked = 0
    const leave = () => {
      asked += 1
      return Promise.resolve()
    }
    const { executor, command, context, accepted } = await bench(test, { leave })
    await executor.execute(command, context)
    expect(asked).toBe(accepted())
  })

  it('is not cut off by an abort once it has left: the reply is heard', async () => {
    const controller = new AbortController()
    // Right after it was let go, with its reply still far away.
    const leave = () => {
      setTimeout(() => controller.abort(), 100)
      return Promise.resolve()
    }
    const { executor, command, context, accepted, fault } = await bench(test, { signal: controller.signal, leave })
    fault('slow', 1, 800)
    const act = executor.execute(command, context)
    // What has several targets sends no more of them; of the one that had left the reply is heard.
    const ended = await act.then(
      () => 'accepted',
      (error: unknown) => (error as ExecutorError).kind,
    )
    expect(['accepted', 'aborted']).toContain(ended)
    expect(accepted()).toBeGreaterThan(0)
    running.lab.faults.clear()
  })
})

describe.each(contractCases.filter(({ kind }) => kind !== 'aws.arc.updateRoutingControlStates'))(
  '$kind when the reply is lost',
  (test) => {
    it('is in doubt, is found by observing, and is not done twice', async () => {
      const { executor, command, context, settled, accepted, fault } = await bench(test)
      fault('reply-lost', 1)
      const error = await faultOf(executor.execute(command, context))
      expect(error).toMatchObject({ kind: 'in-doubt', code: 'ECONNRESET' })
      const seen = await settled()
      if (seen.effect === 'absent' || seen.effect === 'partial') {
        await executor.execute(command, context)
        await settled()
      } else {
        expect(seen.effect).toBe('present')
      }
      expect(accepted()).toBe(test.effects)
    })
  },
)

describe('aws.arc.updateRoutingControlStates', () => {
  it('goes on to another endpoint when the reply of one is lost, and changes the state once', async () => {
    const test = contractCases.find(({ kind }) => kind === 'aws.arc.updateRoutingControlStates')
    if (test === undefined) throw new Error('no case')
    const { executor, command, context, observe, accepted, fault } = await bench(test)
    fault('reply-lost', 2)
    const receipt = await executor.execute(command, context)
    expect(receipt.facts).toMatchObject({ states: 'armed=On, gate=On' })
    expect((await observe()).effect).toBe('present')
    expect(accepted()).toBe(1)
  })

  it('is in doubt when no endpoint lets its reply through', async () => {
    const test = contractCases.find(({ kind }) => kind === 'aws.arc.updateRoutingControlStates')
    if (test === undefined) throw new Error('no case')
    const { executor, command, context, fault } = await bench(test)
    fault('reply-lost', null)
    expect(await faultOf(executor.execute(command, context))).toMatchObject({ kind: 'in-doubt' })
  })
})

it('kubernetes.rollout restarts once more when a person asks for it again', async () => {
  const test = contractCases.find(({ kind }) => kind === 'kubernetes.rollout')
  if (test === undefined) throw new Error('no case')
  const { executor, command, context, settled, accepted } = await bench(test)
  await executor.execute(command, context)
  await settled()
  const again = { ...context, generation: 1 }
  expect((await executor.observe(command, again)).effect).toBe('absent')
  await executor.execute(command, again)
  await executor.execute(command, again)
  expect(accepted()).toBe(2 * test.effects)
  expect((await executor.observe(command, again)).effect).not.toBe('absent')
})

describe.each(contractCases.filter(({ half }) => half !== undefined))('half of $kind', (test) => {
  const half = async (of: Bench, parameters: Record<string, ParameterValue>) => {
    const { incidentId } = of.command.parameters
    const own = incidentId === undefined ? parameters : { ...parameters, incidentId }
    return commandFor(test.kind, of.context.binding, own)
  }

  it('is partial, never absent, and sending it again completes it', async () => {
    const of = await bench(test)
    await of.executor.execute(await half(of, test.half?.act ?? {}), of.context)
    expect((await of.observe()).effect).toBe('partial')
    await of.executor.execute(of.command, of.context)
    expect((await of.settled()).effect).toBe('present')
  })

  it.runIf(test.half?.back !== undefined)('taken back is partial, and the whole undo completes it', async () => {
    const of = await bench(test)
    const { executor, command, context } = of
    if (executor.before === undefined || executor.undo === undefined) throw new Error('no way back')
    const before = await executor.before(command, context)
    const left = async () => (await executor.undone(command, before, context)).effect
    await executor.execute(command, context)
    await of.settled()
    const undoing = { ...context, idempotencyKey: `${context.idempotencyKey}/undo` }
    const back = await half(of, test.half?.back?.with ?? {})
    if (test.half?.back?.by === 'act') await executor.execute(back, context)
    else await executor.undo(back, before, undoing)
    expect(await left()).toBe('partial')
    await executor.undo(command, before, undoing)
    await expect.poll(left, { timeout: 10_000 }).toBe('absent')
  })
})

describe.each(lookedUp.filter(({ undo }) => undo === 'restores'))('undo of $kind', (test) => {
  it('restores exactly what was there before', async () => {
    const { executor, command, context, settled } = await bench(test)
    if (executor.before === undefined || executor.undo === undefined) throw new Error('no way back')
    const before = await executor.before(command, context)
    await executor.execute(command, context)
    expect((await settled()).effect).toBe('present')
    expect(await executor.before(command, context)).not.toEqual(before)
    const left = async () => (await executor.undone(command, before, context)).effect
    expect(await left()).toBe('present')
    await executor.undo(command, before, { ...context, idempotencyKey: `${context.idempotencyKey}/undo` })
    await expect.poll(left, { timeout: 10_000 }).toBe('absent')
    expect((await settled()).effect).toBe('absent')
    expect(await executor.before(command, context)).toEqual(before)
  })
})

describe.each(lookedUp.filter(({ undo }) => undo === 'compensates'))('undo of $kind', (test) => {
  it('leaves one correction, however often it is asked', async () => {
    const { executor, command, context } = await bench(test)
    const before = (await executor.before?.(command, context)) ?? {}
    await executor.execute(command, context)
    const start = running.effects().length
    const undoing = { ...context, idempotencyKey: `${context.idempotencyKey}/undo` }
    if (executor.undo === undefined) throw new Error('no way back')
    const left = async () => (await executor.undone(command, before, context)).effect
    expect(await left()).toBe('present')
    const undone = await executor.undo(command, before, undoing)
    expect(undone.facts).toBeDefined()
    expect(await left()).toBe('absent')
    await executor.undo(command, before, undoing)
    expect(await left()).toBe('absent')
    const corrections = running
      .effects()
      .slice(start)
      .filter((effect) => effect.outcome === 'accepted')
    expect(corrections).toHaveLength(1)
  })
})
