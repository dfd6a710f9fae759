import { awsRds } from '@/lib/domain/system/aws-rds/system'
import { implement } from '../implement'
import { failoverGlobalCluster } from './failover-global-cluster'
import { switchoverGlobalCluster } from './switchover-global-cluster'
import { globalCluster } from './global-cluster'

export const awsRdsExecutors = implement(awsRds, {
  actions: { failoverGlobalCluster, switchoverGlobalCluster },
  readings: { globalCluster },
  load: () => Promise.all([import('@aws-sdk/client-rds'), import('@aws-sdk/client-sts')]),
})
