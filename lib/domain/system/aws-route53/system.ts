import { defineSystem } from '../define-system'
import { awsIdentity, exampleCredentials, unnamedSignIn } from '../aws'
import { changeRecord } from './change-record'
import { record } from './record'
import { Route53Binding, route53Place } from './binding'

export const awsRoute53 = defineSystem({
  kind: 'aws.route53',
  binding: Route53Binding,
  example: {
    kind: 'aws.route53',
    account: '123456789012',
    credentials: { ...exampleCredentials, role: 'arn:aws:iam::123456789012:role/dr-traffic' },
  },
  target: (binding) => ({
    account: binding.account,
    region: null,
    endpoint: route53Place(binding).endpoint,
    identity: awsIdentity(binding.credentials),
  }),
  unnamed: unnamedSignIn,
  actions: { changeRecord },
  readings: { record },
})
