import { describe, expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import * as night from '@/lib/testing/region-failure'
import type { NoticeExecutor } from './ports'
import { ExecutorError } from './ports'
import { PeopleTeller } from './tell-people'

type Send = NoticeExecutor['send']
const done = { requestId: 'ts-1', facts: {}, outputs: {} }

/** A teller over the sample night in which three approvers are asked, with the target behind it. */
function telling(send: Send, contacts: { slack?: string; pagerduty?: string } = { slack: 'U0ONE', pagerduty: 'PONE' }) {
  const story = night.asked()
  const { hands } = engineScene(story, 'S4', {})
  const sent: string[] = []
  const errors: unknown[] = []
  const ports = {
    ...hands.ports,
    registry: {
      ...hands.ports.registry,
      notice: (way: NoticeExecutor['way']): NoticeExecutor => ({
        way,
        send(notice, context) {
          sent.push(
            `${way} ${context.idempotencyKey.split('/')[1] ?? ''}${notice.perhapsTwice ? ', perhaps twice' : ''}`,
          )
          return send(notice, context)
        },
      }),
    },
  }
  const journal = { ...hands.journal, contacts: () => Promise.resolve(contacts) }
  const open = () => new PeopleTeller(ports, journal, (error) => errors.push(error))
  /** Looks until nothing more is on its way. */
  const settle = async (teller: PeopleTeller, looks = 8) => {
    for (let look = 0; look < looks; look += 1) {
      await teller.look(await journal.load())
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const outcomes = () =>
    (story.state.requests[night.request(story).requestId]?.notices ?? []).map(
      ({ person, way, ended }) =>
        `${person} ${way}: ${ended === null ? 'open' : ended.as === 'sent' ? 'sent' : ended.code}`,
    )
  return { story, open, settle, sent, errors, outcomes }
}

describe('telling people', () => {
  it('tells everybody once by every way, under an intent that stands before anything is sent', async () => {
    const scene = telling(() => {
      expect(scene.outcomes().filter((line) => line.endsWith(': open')).length).toBeGreaterThan(0)
      return Promise.resolve(done)
    })
    await scene.settle(scene.open())
    const everybody = ['tomas-varga', 'ines-duarte', 'kenji-sato'].flatMap((one) => [
      `slack ${one}`,
      `pagerduty ${one}`,
    ])
    expect(scene.sent.sort()).toEqual(everybody.sort())
    expect(scene.outcomes().every((line) => line.endsWith(': sent'))).toBe(true)
    expect(scene.errors).toEqual([])
  })

  it('sends again what a worker that died had intended, and says that it may be twice', async () => {
    let dies = true
    const scene = telling((notice) => {
      if (!dies || notice.address !== 'U0ONE') return Promise.resolve(done)
      dies = false
      // Nothing comes back, and nobody is left to record it.
      return new Promise(() => undefined)
    })
    await scene.settle(scene.open(), 1)
    expect(scene.outcomes()).toContain('tomas-varga slack: open')
    await scene.settle(scene.open())
    expect(scene.sent.filter((line) => line.startsWith('slack tomas'))).toEqual([
      'slack tomas-varga',
      'slack tomas-varga, perhaps twice',
    ])
    expect(scene.outcomes().filter((line) => line === 'tomas-varga slack: sent')).toHaveLength(1)
  })

  it('keeps what was refused or has no address as a failure, tells the others, and holds no step', async () => {
    const scene = telling(
      () => Promise.reject(new ExecutorError('refused', 'user_not_found', 'Slack answers user_not_found')),
      { slack: 'U0ONE' },
    )
    await scene.settle(scene.open())
    expect(scene.outcomes().sort()).toEqual([
      'ines-duarte pagerduty: no-address',
      'ines-duarte slack: user_not_found',
      'kenji-sato pagerduty: no-address',
      'kenji-sato slack: user_not_found',
      'tomas-varga pagerduty: no-address',
      'tomas-varga slack: user_not_found',
    ])
    expect(scene.story.succeeds('S4').state.runs[0]?.steps['S4']?.status).toBe('succeeded')
  })

  it('leaves a target alone for as long as it asks to be left', async () => {
    const scene = telling(() => Promise.reject(new ExecutorError('busy', 'ratelimited', 'slow down', null, 20_000)), {
      slack: 'U0ONE',
    })
    await scene.settle(scene.open(), 2)
    const notice = scene.story.state.requests[night.request(scene.story).requestId]?.notices[0]
    const failed = notice?.ended?.as === 'failed' ? notice.ended : null
    expect(Date.parse(failed?.retryAt ?? '') - Date.parse(failed?.at ?? '')).toBe(20_000)
  })
})
