import type { Facts } from '@/lib/domain/action/resolved'
import { SwitchoverGlobalClusterParameters } from '@/lib/domain/action/aws-rds/switchover-global-cluster'
import { arnRegion } from '@/lib/domain/action/parameter/arn'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import { ExecutorError, type ActionExecutor } from '@/lib/engine/ports'
import { bound } from '../bound'
import { hidesFor } from '../hides-for'
import { timeLimit } from '../http/time-limit'
import { parseParameters } from '../parse-parameters'
import { describeGlobalCluster, requestPromotion, type RdsBinding } from './client'
import { observePromotion, observeReturn, promotionFacts } from './observe-promotion'

const parse = (parameters: unknown) => parseParameters(SwitchoverGlobalClusterParameters, parameters)

/** Moves the writer while both regions live. Undo is another switchover, asked of the region that is then primary. */
export const switchoverGlobalCluster: ActionExecutor = {
  kind: 'aws.rds.switchoverGlobalCluster',
  hidesFor: hidesFor.controlPlane,

  async observe(command, context) {
    const { globalCluster, target } = parse(command.parameters)
    return observePromotion(
      await describeGlobalCluster(bound(context.binding, 'aws.rds'), globalCluster, context),
      target,
    )
  },

  async before(command, context) {
    const { globalCluster } = parse(command.parameters)
    const state = await describeGlobalCluster(bound(context.binding, 'aws.rds'), globalCluster, context)
    return { ...promotionFacts(state), writer: state.members.find((one) => one.isWriter)?.arn ?? '' }
  },

  async execute(command, context) {
    const { globalCluster, target } = parse(command.parameters)
    const binding = bound(context.binding, 'aws.rds')
    if (arnRegion(target) === binding.region) {
      throw new ExecutorError(
        'refused',
        'wrong-region',
        `not sent: a switchover is asked of the present primary's region, and ${binding.region} is the target's`,
      )
    }
    const limit = timeLimit(context.deadlineMilliseconds)
    const { requestId } = await requestPromotion(binding, { globalCluster, target, mode: 'switchover' }, context, limit)
    return { requestId, facts: { to: target, dataLossAllowed: false }, outputs: {} }
  },

  async undo(command, before, context) {
    const { globalCluster, target } = parse(command.parameters)
    const writer = writerBefore(before)
    const binding = boundIn(arnRegion(target), bound(context.binding, 'aws.rds'), context.environment)
    const limit = timeLimit(context.deadlineMilliseconds)
    const back = { globalCluster, target: writer, mode: 'switchover' } as const
    const { requestId } = await requestPromotion(binding, back, context, limit)
    return { requestId, facts: { to: writer, dataLossAllowed: false }, outputs: {} }
  },

  async undone(command, before, context) {
    const { globalCluster, target } = parse(command.parameters)
    const binding = boundIn(arnRegion(target), bound(context.binding, 'aws.rds'), context.environment)
    const state = await describeGlobalCluster(binding, globalCluster, context)
    return observeReturn(state, writerBefore(before))
  },
}

function writerBefore(before: Facts): string {
  if (typeof before.writer === 'string' && before.writer !== '') return before.writer
  throw new ExecutorError('refused', 'no-way-back', 'the writer before the switchover is not known')
}

/** The environment's RDS binding of the same account in another region. */
function boundIn(region: string, own: RdsBinding, environment: Environment): RdsBinding {
  for (const binding of Object.values(environment.systems)) {
    if (binding.kind === 'aws.rds' && binding.region === region && binding.account === own.account) return binding
  }
  throw new ExecutorError('refused', 'no-way-back', `the environment binds no RDS system in ${region}`)
}
