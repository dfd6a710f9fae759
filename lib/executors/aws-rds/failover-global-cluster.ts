import type { HandsOf } from '../implement'
import type { awsRds } from '@/lib/domain/system/aws-rds/system'
import { arnRegion } from '@/lib/domain/system/parameter/arn'
import { ExecutorError } from '@/lib/engine/ports'
import { actingCall, readingCall } from '../call'
import { hidesFor } from '../hides-for'
import { describeGlobalCluster, requestPromotion } from './client'
import { observePromotion, promotionFacts } from './observe-promotion'

/** Promotes the secondary in its own region. One-way: there is nothing to undo with, only a later switchover. */
export const failoverGlobalCluster: HandsOf<typeof awsRds, 'failoverGlobalCluster'> = {
  hidesFor: hidesFor.controlPlane,

  async observe({ globalCluster, target }, context) {
    return observePromotion(await describeGlobalCluster(readingCall(context), globalCluster), target)
  },

  async before({ globalCluster }, context) {
    return promotionFacts(await describeGlobalCluster(readingCall(context), globalCluster))
  },

  async execute({ globalCluster, target }, context) {
    const { region } = context.binding
    if (arnRegion(target) !== region) {
      throw new ExecutorError(
        'refused',
        'wrong-region',
        `not sent: a failover is asked of the region being promoted, ${arnRegion(target)}, not of ${region}`,
      )
    }
    const promotion = { globalCluster, target, mode: 'failover' } as const
    const { requestId } = await requestPromotion(actingCall(context), promotion)
    return { requestId, facts: { to: target, dataLossAllowed: true }, outputs: {} }
  },
}
