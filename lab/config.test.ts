import { expect, test } from 'vitest'
import { environmentConfig, labConfig, type LabConfigInput } from './config'

test('later inputs win, and service times are merged one by one', () => {
  const config = labConfig({ timeScale: 2, serviceTimes: { slack: 1 } }, { serviceTimes: { podStart: 5 } })
  expect(config.timeScale).toBe(2)
  expect(config.serviceTimes).toMatchObject({ slack: 1, podStart: 5, auroraFailover: 84_000 })
})

test.each([
  [{ timeScale: 0 }, 'timeScale'],
  [{ serviceTimes: { slack: -1 } }, 'slack'],
  [{ privateShare: 2 }, 'privateShare'],
  [{ ports: { slack: 70_000 } }, 'ports'],
  [{ primary: 'us-west-2' }, 'same region'],
  [{ ordersPerSec: 5 }, 'ordersPerSec'],
])('%j is refused by name', (input, named) => {
  expect(() => labConfig(input as LabConfigInput)).toThrow(named)
})

test('the process environment overrides scale, data directory and single service times', () => {
  const env = { LAB_TIME_SCALE: '20', LAB_DATA: 'elsewhere', LAB_SERVICE_TIME_podStart: '1000', PATH: '/bin' }
  expect(environmentConfig(env)).toEqual({
    timeScale: 20,
    dataDirectory: 'elsewhere',
    serviceTimes: { podStart: 1000 },
  })
  expect(() => environmentConfig({ LAB_TIME_SCALE: 'fast' })).toThrow('LAB_TIME_SCALE must be a number, not "fast"')
  expect(() => environmentConfig({ LAB_TIME_SCALE: '' })).toThrow('LAB_TIME_SCALE must be a number')
})
