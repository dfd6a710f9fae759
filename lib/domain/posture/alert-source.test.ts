import { describe, expect, it } from 'vitest'
import { type AlertSourceFacts, judgeAlertSource } from './alert-source'

const now = '2026-11-19T03:00:00.000Z'
const ago = (seconds: number) => new Date(Date.parse(now) - seconds * 1_000).toISOString()
const token = 'file:t'
const heartbeat = { alert: 'Watchdog', every: 15_000 }
const never: AlertSourceFacts = { heardAt: null, heartbeatAt: null, refused: null }
const refused = { at: ago(5), because: 'wrong token', count: 3 }

describe('whether an alert would arrive', () => {
  it.each([
    ['by heartbeats that come', { ...never, heardAt: ago(10), heartbeatAt: ago(10) }, 'connected'],
    ['not, when none has ever come', never, 'never-heard'],
    ['not, when other alerts come but never a heartbeat', { ...never, heardAt: ago(1) }, 'never-heard'],
    ['still, after two missed heartbeats', { ...never, heardAt: ago(44), heartbeatAt: ago(44) }, 'connected'],
    ['not, after three missed heartbeats', { ...never, heardAt: ago(46), heartbeatAt: ago(46) }, 'silent'],
    ['not, when the last one was refused', { heardAt: ago(20), heartbeatAt: ago(20), refused }, 'refused'],
    ['not, when the only one was refused', { ...never, refused }, 'refused'],
    ['again, once one was taken after a refusal', { heardAt: ago(2), heartbeatAt: ago(2), refused }, 'connected'],
  ])('is told %s', (_, facts, is) => {
    expect(judgeAlertSource({ alerts: { token, heartbeat }, timeScale: 1 }, facts, now).is).toBe(is)
  })

  it('waits as long as the lab’s time runs', () => {
    const facts = { ...never, heardAt: ago(10), heartbeatAt: ago(10) }
    expect(judgeAlertSource({ alerts: { token, heartbeat }, timeScale: 6 }, facts, now).is).toBe('silent')
  })

  it('cannot be told without a heartbeat, and needs a sender', () => {
    expect(judgeAlertSource({ alerts: { token }, timeScale: 1 }, never, now)).toEqual({ is: 'untold', at: null })
    expect(judgeAlertSource({ timeScale: 1 }, never, now)).toEqual({ is: 'unbound' })
  })
})
