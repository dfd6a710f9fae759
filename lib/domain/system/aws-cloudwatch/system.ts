import { defineSystem } from '../define-system'
import { exampleCredentials, regionalTarget, unnamedSignIn } from '../aws'
import { metric } from './metric'
import { CloudwatchBinding } from './binding'

export const awsCloudwatch = defineSystem({
  kind: 'aws.cloudwatch',
  binding: CloudwatchBinding,
  example: { kind: 'aws.cloudwatch', region: 'us-west-2', account: '123456789012', credentials: exampleCredentials },
  target: regionalTarget('monitoring'),
  unnamed: unnamedSignIn,
  actions: {},
  readings: { metric },
})
