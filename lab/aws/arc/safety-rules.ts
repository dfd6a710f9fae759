import { AwsFault } from '../service/aws-fault'
import type { ArcArns } from './arns'

export type RoutingState = 'On' | 'Off'
export type RoutingStates = Readonly<Record<string, RoutingState>>

const conflict = (ruleArn: string, message: string): AwsFault =>
  new AwsFault('ConflictException', 409, message, { resourceId: ruleArn, resourceType: 'SafetyRule' })

/**
 * Throws a ConflictException when a rule that is not overridden forbids the change. The assertion rule looks at the
 * state after it, the gating rule at the gating controls before it, so one request cannot arm and fire.
 */
export const enforceSafetyRules = (
  arns: ArcArns,
  before: RoutingStates,
  after: RoutingStates,
  overridden: readonly string[],
): void => {
  const rules = [arns.ruleAtLeastOneRegion, arns.ruleTrafficArmed]
  const unknown = overridden.find((arn) => !rules.includes(arn))
  if (unknown !== undefined) {
    throw new AwsFault('ResourceNotFoundException', 404, `Safety rule ${unknown} was not found`, {
      resourceId: unknown,
      resourceType: 'SafetyRule',
    })
  }
  const enforced = (rule: string): boolean => !overridden.includes(rule)
  const traffic = [arns.trafficPrimary, arns.trafficStandby]
  const moves = traffic.some((arn) => before[arn] !== after[arn])
  const armed = [arns.eastWritesGate, arns.failoverArmed].some((arn) => before[arn] === 'On')
  if (enforced(arns.ruleTrafficArmed) && moves && !armed) {
    throw conflict(arns.ruleTrafficArmed, 'Gating rule not met: neither east-writes-gate nor failover-armed is On')
  }
  if (enforced(arns.ruleAtLeastOneRegion) && !traffic.some((arn) => after[arn] === 'On')) {
    throw conflict(arns.ruleAtLeastOneRegion, 'Assertion rule not met: traffic must be On for at least one region')
  }
}
