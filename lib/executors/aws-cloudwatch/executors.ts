import { awsCloudwatch } from '@/lib/domain/system/aws-cloudwatch/system'
import { implement } from '../implement'
import { metric } from './metric'

export const awsCloudwatchExecutors = implement(awsCloudwatch, {
  actions: {},
  readings: { metric },
  load: () => Promise.all([import('@aws-sdk/client-cloudwatch'), import('@aws-sdk/client-sts')]),
})
