import { expect, it } from 'vitest'
import { systems } from '@/lib/domain/system/systems'
import { echoes, repeatsSecrets } from './check/keeps-secrets'
import { kindCalls } from './check/kind-calls'
import { createExecutorRegistry } from './registry'

const calls = kindCalls(systems, createExecutorRegistry())
const rows = calls.flatMap((call) => echoes.map(([way, refusal]) => [call.name, way, call, refusal] as const))

it.each(rows)('%s never repeats a secret that a provider echoes as %s', async (_, __, call, refusal) => {
  expect(await repeatsSecrets(call, refusal)).toBeNull()
})

it('what repeats a secret is found', async () => {
  const [call] = calls
  const [, refusal] = echoes.find(([way]) => way === 'plain text') ?? []
  if (call === undefined || refusal === undefined) throw new Error('no call')
  const careless = { ...call, act: async (url: string) => (await fetch(url)).text() }
  expect(await repeatsSecrets(careless, refusal)).toMatch(/^a secret is repeated/)
})
