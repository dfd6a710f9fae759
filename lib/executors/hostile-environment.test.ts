import { afterAll, beforeAll, expect, it } from 'vitest'
import { systems } from '@/lib/domain/system/systems'
import { inHostileEnvironment } from './check/hostile-environment'
import { kindCalls } from './check/kind-calls'
import { leadsElsewhere } from './check/leads-nowhere-else'
import { localServer, type LocalServer } from './check/local-server'
import { createExecutorRegistry } from './registry'

/** Where the process environment would like every call to go. */
let trap: LocalServer
/** Where the binding says it goes. */
let target: LocalServer
beforeAll(async () => {
  trap = await localServer(() => ({ status: 418, json: { error: 'trap' } }))
  target = await localServer(() => ({ status: 400, json: { error: 'refused by the bound target' } }))
})
afterAll(() => Promise.all([trap.close(), target.close()]))

const calls = kindCalls(systems, createExecutorRegistry())

it.each(calls.map((call) => [call.name, call] as const))(
  '%s goes where its binding says, with its credentials, whatever the process is told',
  async (_, call) => {
    expect(await inHostileEnvironment(trap.url, () => leadsElsewhere(call, target, trap))).toBeNull()
  },
)

it('what would go elsewhere is found', async () => {
  const [call] = calls
  if (call === undefined) throw new Error('no call')
  const astray = { ...call, act: () => fetch(process.env['AWS_ENDPOINT_URL'] ?? '') }
  const other = await localServer(() => ({ status: 418 }))
  const found = await inHostileEnvironment(other.url, () => leadsElsewhere(astray, target, other))
  await other.close()
  expect(found).toBe('a request went where the environment of the process says')
})
