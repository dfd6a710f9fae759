import { describe, expect, it } from 'vitest'
import { labConfig } from '../../config'
import { createIdentities } from './create-identities'
import { roleArn } from './permissions'

const clockAt = (now: () => number) => ({
  now,
  timeScale: 1,
  scaled: (milliseconds: number) => milliseconds,
  wait: () => Promise.resolve(),
})

describe('sessions', () => {
  const config = labConfig({ dataDirectory: 'unused' })
  const role = roleArn(config.accountId, 'dr-read')

  it('ends a session at its expiry and says so, rather than that it never was', () => {
    let now = 1_000_000
    const identities = createIdentities(
      config,
      clockAt(() => now),
    )
    const session = identities.openSession(role, 'breakwater', 900)
    now += 899_999
    expect(identities.resolve(session.accessKeyId, session.sessionToken)).toMatchObject({ found: true })
    now += 1
    expect(identities.resolve(session.accessKeyId, session.sessionToken)).toEqual({ found: false, reason: 'expired' })
  })

  it('keeps keys and sessions over a restart', () => {
    const clock = clockAt(() => 1_000_000)
    const before = createIdentities(config, clock)
    const session = before.openSession(role, 'breakwater', 900)
    const after = createIdentities(config, clock)
    expect(after.operatorKey()).not.toEqual(before.operatorKey())
    after.restore(before.snapshot())
    expect(after.operatorKey()).toEqual(before.operatorKey())
    expect(after.resolve(session.accessKeyId, session.sessionToken)).toMatchObject({
      found: true,
      secretAccessKey: session.secretAccessKey,
    })
  })
})
