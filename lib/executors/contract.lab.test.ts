import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemDefinition } from '@/lib/domain/system/catalogue'
import { ledTo } from '@/lib/domain/system/marked-fields'
import { parseEnvironment } from '@/lib/domain/plan/parse-environment'
import type { Binding } from '@/lib/domain/system/binding'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { sharedController } from '@/lib/engine/shared-controller'
import { type Observation, type SendContext } from '@/lib/engine/ports'
import { labConfig } from '../../lab/config'
import { startLab, type RunningLab } from '../../lab/start-lab'
import { loadSdks } from './registry'
import { createExecutorRegistry } from './registry'
import type { ActionCase } from './check/contract'
import { contractSystems, actionCases } from './check/our-contracts'
import { contractPromises, faultOf, type Bench, type Stand } from './check/promises'
import { commandFor } from './check/contexts'
import { refusingUrl } from './check/local-server'

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

/** The environment file of the frozen plan, what contracts bind, and two systems more that only this suite needs. */
async function labEnvironment(): Promise<Environment> {
  const path = 'lib/testing/frozen-plan/environments/lab.yaml'
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
    ...contractSystems(running.addresses),
    'aurora-promote': promote,
    'aurora-promote-east': { ...east, credentials: promote.credentials },
    'checkout-east': checkoutEast,
    ...parsed.environment.systems,
  }
  return { ...parsed.environment, systems }
}

/** Every bench is another command: the lab forgets between tests, and what a process heard of a command stays known. */
let benches = 0

const bench: Stand['bench'] = async (test, { unplugged: nowhereAtAll, ...options } = {}): Promise<Bench> => {
  const bound = environment.systems[test.system]
  if (bound === undefined) throw new Error(`no system ${test.system}`)
  const binding = nowhereAtAll === true ? unplugged(bound) : bound
  const executor = registry.action(test.kind)
  const context: SendContext = {
    binding,
    environment,
    secret: (reference) => readFile(join(directory, 'secrets', reference.replace(/^file:/, '')), 'utf8'),
    signal: sharedController().signal,
    now: Date.now,
    idempotencyKey: `RUN-7/S3/${(benches += 1)}`,
    deadlineMilliseconds: 5_000,
    leave: () => Promise.resolve(),
    ...options,
  }
  const command = commandFor(test.kind, binding, await withIncident(test, context))
  running.lab.faults.clear()
  const start = running.effects().length
  const since = () =>
    running
      .effects()
      .slice(start)
      .filter(({ outcome }) => outcome === 'accepted')
  const observe = () => executor.observe(command, context)
  return {
    executor,
    command,
    context,
    observe,
    settled: () => settled(observe),
    accepted: () =>
      since().filter(({ system, operation }) => system === test.change.system && operation === test.change.operation)
        .length,
    acceptedAll: () => since().length,
    as: (parameters) => {
      const { incidentId } = command.parameters
      return commandFor(test.kind, binding, incidentId === undefined ? parameters : { ...parameters, incidentId })
    },
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

/** Some cases are about an incident that has to be there first. */
async function withIncident(test: ActionCase, context: SendContext): Promise<Record<string, ParameterValue>> {
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
function unplugged(binding: Binding): Binding {
  const system = systemDefinition(binding.kind)
  if (system === undefined) throw new Error('nothing to unplug')
  return ledTo(system.binding, binding, nowhere)
}

describe.each(actionCases)('$kind', (test) => {
  it.each(contractPromises.filter((one) => one.of(test)))('$title', (promise) => promise.keep({ bench }, test))
})

describe('aws.arc.updateRoutingControlStates', () => {
  it('goes on to another endpoint when the reply of one is lost, and changes the state once', async () => {
    const test = actionCases.find(({ kind }) => kind === 'aws.arc.updateRoutingControlStates')
    if (test === undefined) throw new Error('no case')
    const { executor, command, context, observe, accepted, fault } = await bench(test)
    fault('reply-lost', 2)
    const receipt = await executor.execute(command, context)
    expect(receipt.facts).toMatchObject({ states: 'armed=On, gate=On' })
    expect((await observe()).effect).toBe('present')
    expect(accepted()).toBe(1)
  })

  it('is in doubt when no endpoint lets its reply through', async () => {
    const test = actionCases.find(({ kind }) => kind === 'aws.arc.updateRoutingControlStates')
    if (test === undefined) throw new Error('no case')
    const { executor, command, context, fault } = await bench(test)
    fault('reply-lost', null)
    expect(await faultOf(executor.execute(command, context))).toMatchObject({ kind: 'in-doubt' })
  })
})

it('kubernetes.rollout restarts once more when a person asks for it again', async () => {
  const test = actionCases.find(({ kind }) => kind === 'kubernetes.rollout')
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
