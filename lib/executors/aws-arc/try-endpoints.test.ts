import { expect, it } from 'vitest'
import { ExecutorError } from '@/lib/engine/ports'
import { timeLimit } from '../transport/time-limit'
import type { ArcCall, ArcEndpoint } from './client'
import { tryEndpoints } from './try-endpoints'

const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-northeast-1', 'ap-southeast-2']
const call: ArcCall = {
  binding: {
    kind: 'aws.arc',
    account: '447120938856',
    endpoints: regions.map((region) => ({ region, url: `https://${region}.example` })),
    credentials: { accessKeyId: 'file:key', secretAccessKey: 'file:secret' },
  },
  context: { secret: () => Promise.resolve(''), signal: new AbortController().signal, now: Date.now },
  limit: timeLimit(2_000),
}
const fails = (kind: ExecutorError['kind']) => new ExecutorError(kind, `code-${kind}`, `was ${kind}`)

/** Answers by turn, whatever endpoint chance chose. */
function turns(...outcomes: (string | ExecutorError)[]) {
  const asked: string[] = []
  const ask = (endpoint: ArcEndpoint): Promise<string> => {
    const outcome = outcomes[asked.length] ?? 'ok'
    asked.push(endpoint.region)
    return outcome instanceof ExecutorError ? Promise.reject(outcome) : Promise.resolve(outcome)
  }
  return { asked, ask }
}

it.each(['unreachable', 'busy', 'in-doubt'] as const)('moves on to another endpoint when one is %s', async (kind) => {
  const { asked, ask } = turns(fails(kind), fails(kind), 'done')
  const answers = await tryEndpoints(call, 1, ask)
  expect(answers.map(({ value }) => value)).toEqual(['done'])
  expect(new Set(asked).size).toBe(3)
})

it.each(['refused', 'aborted'] as const)('stops at once when it is %s', async (kind) => {
  const { asked, ask } = turns(fails(kind))
  await expect(tryEndpoints(call, 1, ask)).rejects.toMatchObject({ kind })
  expect(asked).toHaveLength(1)
})

it('moves on when one endpoint alone sees a conflict, and is refused when all do', async () => {
  const conflict = new ExecutorError('refused', 'ConflictException', 'another update is under way')
  expect(await tryEndpoints(call, 1, turns(conflict, 'done').ask)).toMatchObject([{ value: 'done' }])
  const { asked, ask } = turns(...regions.map(() => conflict))
  await expect(tryEndpoints(call, 1, ask)).rejects.toMatchObject({ kind: 'refused', code: 'ConflictException' })
  expect(asked).toHaveLength(regions.length)
})

it('asks as many as are wanted, each once', async () => {
  const { asked, ask } = turns('a', fails('unreachable'), 'b', 'c')
  const answers = await tryEndpoints(call, 3, ask)
  expect(answers.map(({ value }) => value)).toEqual(['a', 'b', 'c'])
  expect(new Set(asked).size).toBe(4)
})

it('gives the answers it got when too few answer', async () => {
  const down = fails('unreachable')
  expect(await tryEndpoints(call, 2, turns(down, 'a', down, down, down).ask)).toHaveLength(1)
})

it.each([
  [['unreachable', 'busy', 'in-doubt'], 'in-doubt'],
  [['unreachable', 'busy', 'unreachable'], 'busy'],
  [['unreachable'], 'unreachable'],
] as const)('with faults %j and no answer it is %s', async (kinds, worst) => {
  const faults = regions.map((_, index) => fails(kinds[index % kinds.length] ?? 'unreachable'))
  await expect(tryEndpoints(call, 1, turns(...faults).ask)).rejects.toMatchObject({ kind: worst })
})

it('begins with another endpoint from time to time', async () => {
  const first = new Set<string>()
  for (let n = 0; n < 60; n += 1) {
    const { asked, ask } = turns('ok')
    await tryEndpoints(call, 1, ask)
    first.add(asked[0] ?? '')
  }
  expect(first.size).toBeGreaterThan(1)
})
