import { defineSystem } from '../define-system'
import { exampleCredentials, regionalTarget, unnamedSignIn } from '../aws'
import { failoverGlobalCluster } from './failover-global-cluster'
import { switchoverGlobalCluster } from './switchover-global-cluster'
import { globalCluster } from './global-cluster'
import { RdsBinding } from './binding'

export const awsRds = defineSystem({
  kind: 'aws.rds',
  binding: RdsBinding,
  example: { kind: 'aws.rds', region: 'us-west-2', account: '123456789012', credentials: exampleCredentials },
  target: regionalTarget('rds'),
  unnamed: unnamedSignIn,
  actions: { failoverGlobalCluster, switchoverGlobalCluster },
  readings: { globalCluster },
})
