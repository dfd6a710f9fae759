import type { Lab } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import type { AwsCall, AwsOperation, AwsService } from '../service/aws-service'
import { stringList } from '../service/read-parameters'
import { arcArns, routingControls } from './arns'
import { requireCluster } from './cluster-endpoints'
import { describeTarget } from './describe-target'
import { listRoutingControls } from './list-routing-controls'
import { createPropagation, type Propagating } from './propagation'
import { findControl, readEntries, validated } from './read-entries'
import { enforceSafetyRules, type RoutingStates } from './safety-rules'

export interface ArcSnapshot {
  states: RoutingStates
  propagating: Propagating[]
}

export interface ArcService extends AwsService {
  snapshot(): ArcSnapshot
  restore(snapshot: ArcSnapshot): void
}

/** The data plane of ARC routing control: five endpoints, one agreed state, safety rules, and all-or-nothing updates. */
export const createArcService = (lab: Lab): ArcService => {
  const controls = routingControls(lab.config)
  const arns = arcArns(lab.config.accountId)
  const propagation = createPropagation(lab)
  let states: RoutingStates = Object.fromEntries(controls.map((control) => [control.arn, control.initial]))

  const update = async (call: AwsCall): Promise<Record<string, unknown>> => {
    requireCluster(call.endpoint, lab.faults)
    const entries = readEntries(controls, call.operation, call.parameters)
    const overridden = validated(() => stringList(call.parameters, 'SafetyRulesToOverride'))
    await lab.clock.wait(serviceTime(lab.config, 'arc'))
    // From here to the record nothing waits: rules are checked against the very state that is replaced.
    const after = { ...states, ...Object.fromEntries(entries.map(({ control, state }) => [control.arn, state])) }
    enforceSafetyRules(arns, states, after, overridden)
    const changed = entries.filter(({ control }) => states[control.arn] !== after[control.arn])
    states = after
    const effect = lab.effects.record({
      system: 'arc',
      region: null,
      operation: call.operation,
      requestId: call.requestId,
      target: describeTarget(call.parameters),
      parameters: call.parameters,
      outcome: changed.length === 0 ? 'no-change' : 'accepted',
      fault: null,
      receivedAt: call.receivedAt,
    })
    propagation.start(changed, effect.id)
    return {}
  }
  const change: AwsOperation = { mutates: true, target: describeTarget, run: update }
  const reading = (run: (call: AwsCall) => Record<string, unknown>): AwsOperation => ({
    mutates: false,
    run: async (call) => {
      requireCluster(call.endpoint, lab.faults)
      return run(call)
    },
  })

  return {
    system: 'arc',
    signingName: 'route53-recovery-cluster',
    iamPrefix: 'route53-recovery-cluster',
    query: null,
    json: true,
    operations: {
      GetRoutingControlState: reading(({ parameters }) => {
        const { arn, name } = findControl(controls, parameters)
        return { RoutingControlArn: arn, RoutingControlState: states[arn], RoutingControlName: name }
      }),
      ListRoutingControls: reading(({ parameters }) =>
        listRoutingControls(lab.config.accountId, controls, states, parameters),
      ),
      UpdateRoutingControlState: change,
      UpdateRoutingControlStates: change,
    },
    snapshot: () => ({ states, propagating: propagation.pending() }),
    restore: (snapshot) => {
      states = { ...states, ...snapshot.states }
      propagation.resume(snapshot.propagating)
    },
  }
}
