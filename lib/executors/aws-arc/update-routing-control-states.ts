import type { Facts } from '@/lib/domain/action/resolved'
import { statesText } from '@/lib/domain/action/aws-arc/states-text'
import { UpdateRoutingControlStatesParameters } from '@/lib/domain/action/aws-arc/update-routing-control-states'
import { ExecutorError, type ActionExecutor, type ExecutorContext, type SendContext } from '@/lib/engine/ports'
import { bound } from '../bound'
import { hidesFor } from '../hides-for'
import { readMilliseconds, timeLimit } from '../http/time-limit'
import { effectLeft, effectOf, lookAtEach, observed } from '../look-at-each'
import { parseParameters } from '../parse-parameters'
import { readStatesAt, updateStatesAt, type ArcCall, type ControlState, type StateUpdate } from './client'
import { tryEndpoints } from './try-endpoints'

function callFor(context: ExecutorContext, milliseconds = readMilliseconds): ArcCall {
  return { binding: bound(context.binding, 'aws.arc'), context, limit: timeLimit(milliseconds) }
}

const parse = (parameters: unknown) => parseParameters(UpdateRoutingControlStatesParameters, parameters)

async function readStates(parameters: unknown, context: ExecutorContext): Promise<Record<string, ControlState>> {
  const arns = Object.fromEntries(parse(parameters).controls.map((control) => [control.name, control.arn]))
  const call = callFor(context)
  const answers = await tryEndpoints(call, 1, (endpoint, limit) => readStatesAt(call, endpoint, arns, limit))
  return answers[0]?.value ?? {}
}

async function update(wanted: StateUpdate, names: string, context: SendContext) {
  const call = callFor(context, context.deadlineMilliseconds)
  const answers = await tryEndpoints(call, 1, (endpoint, limit) => updateStatesAt(call, endpoint, wanted, limit))
  const used = answers[0]
  return {
    requestId: used?.value.requestId ?? null,
    facts: { states: names, endpoint: used?.endpoint.region ?? '' },
    outputs: {},
  }
}

/** Traffic and gates move together or not at all; undo sets the states seen before. */
export const updateRoutingControlStates: ActionExecutor = {
  kind: 'aws.arc.updateRoutingControlStates',
  hidesFor: hidesFor.lists,

  async observe(command, context) {
    const { controls } = parse(command.parameters)
    const states = await readStates(command.parameters, context)
    const tally = await lookAtEach(controls, ({ name, state }) => (states[name] === state ? 'done' : 'not'))
    const facts = { states: statesText(states) }
    return observed(tally, effectOf(tally), `controls are as asked for: ${facts.states}`, facts)
  },

  async before(command, context) {
    const states = await readStates(command.parameters, context)
    return { states: statesText(states), ...prefixed(states) }
  },

  async execute(command, context) {
    const { controls, safetyRulesToOverride = [] } = parse(command.parameters)
    const states = Object.fromEntries(controls.map((control) => [control.name, control.state]))
    return update({ entries: controls, safetyRulesToOverride }, statesText(states), context)
  },

  async undo(command, before, context) {
    const { controls, safetyRulesToOverride = [] } = parse(command.parameters)
    const entries = controls.map(({ arn, name }) => ({ arn, name, state: stateBefore(before, name) }))
    const states = Object.fromEntries(entries.map((entry) => [entry.name, entry.state]))
    return update({ entries, safetyRulesToOverride }, statesText(states), context)
  },

  async undone(command, before, context) {
    const { controls } = parse(command.parameters)
    const states = await readStates(command.parameters, context)
    const tally = await lookAtEach(controls, ({ name }) =>
      states[name] === stateBefore(before, name) ? 'done' : 'not',
    )
    const facts = { states: statesText(states) }
    return observed(tally, effectLeft(tally), `controls are as before: ${facts.states}`, facts)
  },
}

function stateBefore(before: Facts, name: string): ControlState {
  const state = before[`state ${name}`]
  if (state === 'On' || state === 'Off') return state
  throw new ExecutorError('refused', 'no-way-back', `the state of ${name} before is not known`)
}

function prefixed(states: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [`state ${name}`, state]))
}
