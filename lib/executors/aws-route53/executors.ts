import { awsRoute53 } from '@/lib/domain/system/aws-route53/system'
import { implement } from '../implement'
import { changeRecord } from './change-record'
import { record } from './record'

export const awsRoute53Executors = implement(awsRoute53, {
  actions: { changeRecord },
  readings: { record },
  load: () => Promise.all([import('@aws-sdk/client-route-53'), import('@aws-sdk/client-sts')]),
})
