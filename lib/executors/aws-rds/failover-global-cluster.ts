import { FailoverGlobalClusterParameters } from '@/lib/domain/action/aws-rds/failover-global-cluster'
import { arnRegion } from '@/lib/domain/action/parameter/arn'
import { ExecutorError, type ActionExecutor } from '@/lib/engine/ports'
import { bound } from '../bound'
import { hidesFor } from '../hides-for'
import { timeLimit } from '../http/time-limit'
import { parseParameters } from '../parse-parameters'
import { describeGlobalCluster, requestPromotion } from './client'
import { observePromotion, promotionFacts } from './observe-promotion'

/** Promotes the secondary in its own region. One-way: there is nothing to undo with, only a later switchover. */
export const failoverGlobalCluster: ActionExecutor = {
  kind: 'aws.rds.failoverGlobalCluster',
  hidesFor: hidesFor.controlPlane,

  async observe(command, context) {
    const { globalCluster, target } = parseParameters(FailoverGlobalClusterParameters, command.parameters)
    const state = await describeGlobalCluster(bound(context.binding, 'aws.rds'), globalCluster, context)
    return observePromotion(state, target)
  },

  async before(command, context) {
    const { globalCluster } = parseParameters(FailoverGlobalClusterParameters, command.parameters)
    return promotionFacts(await describeGlobalCluster(bound(context.binding, 'aws.rds'), globalCluster, context))
  },

  async execute(command, context) {
    const { globalCluster, target } = parseParameters(FailoverGlobalClusterParameters, command.parameters)
    const binding = bound(context.binding, 'aws.rds')
    if (arnRegion(target) !== binding.region) {
      throw new ExecutorError(
        'refused',
        'wrong-region',
        `not sent: a failover is asked of the region being promoted, ${arnRegion(target)}, not of ${binding.region}`,
      )
    }
    const limit = timeLimit(context.deadlineMilliseconds)
    const { requestId } = await requestPromotion(binding, { globalCluster, target, mode: 'failover' }, context, limit)
    return { requestId, facts: { to: target, dataLossAllowed: true }, outputs: {} }
  },
}
