import { defineReading } from '../definition'
import { DeploymentRef } from '../parameter/kubernetes'

export const DeploymentParameters = DeploymentRef

/** `complete` as kubectl rollout status has it: the controller has seen the newest spec, and every pod is new and up. */
export const deployment = defineReading({
  kind: 'kubernetes.deployment',
  title: 'Replicas of a deployment',
  parameters: DeploymentParameters,
  fields: {
    desired: 'number',
    ready: 'number',
    available: 'number',
    updated: 'number',
    readyRatio: 'number',
    complete: 'flag',
  },
  permissions: ['deployments: get'],
  example: { namespace: 'checkout', deployment: 'checkout-api' },
})
