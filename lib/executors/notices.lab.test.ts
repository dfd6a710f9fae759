import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseEnvironment } from '@/lib/domain/plan/parse-environment'
import type { NoticeWay } from '@/lib/domain/plan/schema/notice'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Notice, SendContext } from '@/lib/engine/ports'
import { sharedController } from '@/lib/engine/shared-controller'
import { labConfig } from '../../lab/config'
import { startLab, type RunningLab } from '../../lab/start-lab'
import { createExecutorRegistry } from './registry'

let running: RunningLab
let directory: string
let environment: Environment
const registry = createExecutorRegistry()

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'notices-'))
  running = await startLab(labConfig({ dataDirectory: directory, timeScale: 20 }))
  const path = 'lib/testing/frozen-plan/environments/lab.yaml'
  const parsed = parseEnvironment({ path, text: await readFile(path, 'utf8') }, running.environment.variables, null)
  if (parsed.environment === null) throw new Error(JSON.stringify(parsed.problems))
  environment = parsed.environment
})
afterAll(async () => {
  await running.close()
  await rm(directory, { recursive: true, force: true })
})

const title = 'DRILL-0007, Lab: your approval is asked for'
function tell(way: NoticeWay, address: string, key: string, perhapsTwice = false) {
  const binding = environment.systems[way]
  if (binding === undefined) throw new Error(`no system ${way}`)
  const notice: Notice = { title, lines: ['<Promote> & go', 'http://console.test/approvals/x'], address, perhapsTwice }
  const context: SendContext = {
    binding,
    environment,
    secret: (reference) => readFile(join(directory, 'secrets', reference.replace(/^file:/, '')), 'utf8'),
    signal: sharedController().signal,
    now: Date.now,
    idempotencyKey: key,
    deadlineMilliseconds: 5_000,
    leave: () => Promise.resolve(),
  }
  return registry.notice(way).send(notice, context)
}
const accepted = (start: number) =>
  running
    .effects()
    .slice(start)
    .filter(({ outcome }) => outcome === 'accepted')
const ways = [
  { way: 'slack', address: 'U0TOMAS', operation: 'chat.postMessage', unknown: 'x', mark: '@U0TOMAS' },
  { way: 'pagerduty', address: 'PTOMAS1', operation: 'POST /incidents', unknown: 'x', mark: 'PTOMAS1' },
] as const

describe.each(ways)('a notice by $way', ({ way, address, operation, mark }) => {
  it('reaches the one person, with the title and the way to the request', async () => {
    const start = running.effects().length
    const receipt = await tell(way, address, `first-${way}`)
    expect(receipt.requestId).not.toBeNull()
    const [effect, ...more] = accepted(start)
    expect(more).toEqual([])
    const said = JSON.stringify(effect)
    expect(effect?.operation).toBe(operation)
    for (const part of [mark, title, 'http://console.test/approvals/x'])
      expect(said + (effect?.target ?? '')).toContain(part)
  })

  it('whose reply was lost is found again by its key, and not doubled', async () => {
    const start = running.effects().length
    running.lab.faults.add({
      system: way,
      region: '*',
      operation,
      kind: 'reply-lost',
      remaining: 1,
      delayMilliseconds: 0,
    })
    await expect(tell(way, address, `lost-${way}`)).rejects.toMatchObject({ kind: 'in-doubt' })
    const receipt = await tell(way, address, `lost-${way}`, true)
    expect(receipt.requestId).not.toBeNull()
    expect(accepted(start)).toHaveLength(1)
  })

  it('that comes too fast is left alone for as long as the target says', async () => {
    running.lab.faults.add({
      system: way,
      region: '*',
      operation,
      kind: 'throttle',
      remaining: 1,
      delayMilliseconds: 0,
    })
    await expect(tell(way, address, `fast-${way}`)).rejects.toMatchObject({
      kind: 'busy',
      retryAfterMilliseconds: 1_000,
    })
  })

  it('to an address the target does not know is refused', async () => {
    await expect(tell(way, 'nobody', `nobody-${way}`)).rejects.toMatchObject({ kind: 'refused' })
  })
})
