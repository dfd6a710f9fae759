import { describe, expect, it } from 'vitest'
import type { DeploymentState } from './deployment-state'
import { keepTemplate, restorePatch, rolloutPatch } from './template-patch'

const state: DeploymentState = {
  desired: 2,
  replicas: 2,
  ready: 2,
  available: 2,
  updated: 2,
  current: true,
  templateAnnotations: { 'example.com/role': 'standby' },
  containers: [
    { container: 'api', env: new Map([['ROLE', 'standby']]) },
    {
      container: 'sidecar',
      env: new Map([
        ['ROLE', ''],
        ['PASSWORD', null],
      ]),
    },
  ],
}
const parameters = {
  targets: [{ namespace: 'checkout', deployment: 'api' }],
  env: { ROLE: 'primary', NEW: 'yes' },
  annotations: { 'example.com/role': 'primary' },
}

describe('the template patch', () => {
  it('marks the attempt and sets the variables in every container', () => {
    expect(rolloutPatch(state, parameters, 'RUN-1/S10/0')).toEqual({
      spec: {
        template: {
          metadata: { annotations: { 'example.com/role': 'primary', 'breakwater/attempt': 'RUN-1/S10/0' } },
          spec: {
            containers: ['api', 'sidecar'].map((name) => ({
              name,
              env: [
                { name: 'ROLE', value: 'primary' },
                { name: 'NEW', value: 'yes' },
              ],
            })),
          },
        },
      },
    })
  })

  it('is a plain restart without variables', () => {
    expect(rolloutPatch(state, { targets: parameters.targets }, 'key')).toEqual({
      spec: { template: { metadata: { annotations: { 'breakwater/attempt': 'key' } } } },
    })
  })

  it('puts back what was kept: former values, and nothing where nothing was', () => {
    const before = keepTemplate('checkout/api', state, parameters)
    expect(before).toEqual({
      'checkout/api @breakwater/attempt': null,
      'checkout/api @example.com/role': 'standby',
      'checkout/api api ROLE': 'standby',
      'checkout/api api NEW': null,
      'checkout/api sidecar ROLE': '',
      'checkout/api sidecar NEW': null,
    })
    expect(restorePatch('checkout/api', state, parameters, before)).toEqual({
      spec: {
        template: {
          metadata: { annotations: { 'breakwater/attempt': null, 'example.com/role': 'standby' } },
          spec: {
            containers: [
              {
                name: 'api',
                env: [
                  { name: 'ROLE', value: 'standby' },
                  { name: 'NEW', $patch: 'delete' },
                ],
              },
              {
                name: 'sidecar',
                env: [
                  { name: 'ROLE', value: '' },
                  { name: 'NEW', $patch: 'delete' },
                ],
              },
            ],
          },
        },
      },
    })
  })

  it('is not begun over a variable that is set from a reference', () => {
    const act = () => keepTemplate('checkout/api', state, { ...parameters, env: { PASSWORD: 'x' } })
    expect(act).toThrow('checkout/api sidecar PASSWORD is set from a reference and cannot be restored')
  })

  it('has no way back when nothing was kept', () => {
    expect(() => restorePatch('checkout/api', state, parameters, {})).toThrow('nothing was kept')
  })
})
