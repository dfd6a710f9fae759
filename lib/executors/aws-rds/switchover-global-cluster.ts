import type { HandsOf, On } from '../implement'
import type { awsRds } from '@/lib/domain/system/aws-rds/system'
import type { Facts } from '@/lib/domain/system/resolved'
import { arnRegion } from '@/lib/domain/system/parameter/arn'
import { isRdsIn, type RdsBinding } from '@/lib/domain/system/aws-rds/binding'
import { ExecutorError, type ExecutorContext } from '@/lib/engine/ports'
import { actingCall, readingCall } from '../call'
import { hidesFor } from '../hides-for'
import { describeGlobalCluster, requestPromotion } from './client'
import { observePromotion, observeReturn, promotionFacts } from './observe-promotion'

/** Moves the writer while both regions live. Undo is another switchover, asked of the region that is then primary. */
export const switchoverGlobalCluster: HandsOf<typeof awsRds, 'switchoverGlobalCluster'> = {
  hidesFor: hidesFor.controlPlane,

  async observe({ globalCluster, target }, context) {
    return observePromotion(await describeGlobalCluster(readingCall(context), globalCluster), target)
  },

  async before({ globalCluster }, context) {
    const state = await describeGlobalCluster(readingCall(context), globalCluster)
    return { ...promotionFacts(state), writer: state.members.find((one) => one.isWriter)?.arn ?? '' }
  },

  async execute({ globalCluster, target }, context) {
    const { region } = context.binding
    if (arnRegion(target) === region) {
      throw new ExecutorError(
        'refused',
        'wrong-region',
        `not sent: a switchover is asked of the present primary's region, and ${region} is the target's`,
      )
    }
    const promotion = { globalCluster, target, mode: 'switchover' } as const
    const { requestId } = await requestPromotion(actingCall(context), promotion)
    return { requestId, facts: { to: target, dataLossAllowed: false }, outputs: {} }
  },

  async undo({ globalCluster, target }, before, context) {
    const writer = writerBefore(before)
    const there = boundIn(arnRegion(target), context)
    const back = { globalCluster, target: writer, mode: 'switchover' } as const
    const { requestId } = await requestPromotion(actingCall(there), back)
    return { requestId, facts: { to: writer, dataLossAllowed: false }, outputs: {} }
  },

  async undone({ globalCluster, target }, before, context) {
    const there = boundIn(arnRegion(target), context)
    const state = await describeGlobalCluster(readingCall(there), globalCluster)
    return observeReturn(state, writerBefore(before))
  },
}

function writerBefore(before: Facts): string {
  if (typeof before.writer === 'string' && before.writer !== '') return before.writer
  throw new ExecutorError('refused', 'no-way-back', 'the writer before the switchover is not known')
}

/** The same hands on the environment's RDS binding of the same account in another region. */
function boundIn<C extends ExecutorContext>(region: string, context: On<RdsBinding, C>): On<RdsBinding, C> {
  for (const binding of Object.values(context.environment.systems)) {
    if (isRdsIn(binding, region, context.binding.account)) return { ...context, binding }
  }
  throw new ExecutorError('refused', 'no-way-back', `the environment binds no RDS system in ${region}`)
}
