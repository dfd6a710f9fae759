import type { HandsOf, On } from '../implement'
import type { awsArc } from '@/lib/domain/system/aws-arc/system'
import type { Facts } from '@/lib/domain/system/resolved'
import { statesText } from '@/lib/domain/system/aws-arc/states-text'
import type { ArcBinding } from '@/lib/domain/system/aws-arc/binding'
import { ExecutorError, type SendContext } from '@/lib/engine/ports'
import { actingCall, readingCall } from '../call'
import { hidesFor } from '../hides-for'
import { effectLeft, effectOf, lookAtEach, observed } from '../look-at-each'
import { readStatesAt, updateStatesAt, type ControlState, type StateUpdate } from './client'
import { tryEndpoints } from './try-endpoints'

async function readStates(
  controls: readonly { name: string; arn: string }[],
  context: On<ArcBinding>,
): Promise<Record<string, ControlState>> {
  const arns = Object.fromEntries(controls.map((control) => [control.name, control.arn]))
  const call = readingCall(context)
  const answers = await tryEndpoints(call, 1, (endpoint, limit) => readStatesAt(call, endpoint, arns, limit))
  return answers[0]?.value ?? {}
}

async function update(wanted: StateUpdate, names: string, context: On<ArcBinding, SendContext>) {
  const call = actingCall(context)
  const answers = await tryEndpoints(call, 1, (endpoint, limit) => updateStatesAt(call, endpoint, wanted, limit))
  const used = answers[0]
  return {
    requestId: used?.value.requestId ?? null,
    facts: { states: names, endpoint: used?.endpoint.region ?? '' },
    outputs: {},
  }
}

/** Traffic and gates move together or not at all; undo sets the states seen before. */
export const updateRoutingControlStates: HandsOf<typeof awsArc, 'updateRoutingControlStates'> = {
  hidesFor: hidesFor.lists,

  async observe({ controls }, context) {
    const states = await readStates(controls, context)
    const tally = await lookAtEach(controls, ({ name, state }) => (states[name] === state ? 'done' : 'not'))
    const facts = { states: statesText(states) }
    return observed(tally, effectOf(tally), `controls are as asked for: ${facts.states}`, facts)
  },

  async before({ controls }, context) {
    const states = await readStates(controls, context)
    return { states: statesText(states), ...prefixed(states) }
  },

  async execute({ controls, safetyRulesToOverride = [] }, context) {
    const states = Object.fromEntries(controls.map((control) => [control.name, control.state]))
    return update({ entries: controls, safetyRulesToOverride }, statesText(states), context)
  },

  async undo({ controls, safetyRulesToOverride = [] }, before, context) {
    const entries = controls.map(({ arn, name }) => ({ arn, name, state: stateBefore(before, name) }))
    const states = Object.fromEntries(entries.map((entry) => [entry.name, entry.state]))
    return update({ entries, safetyRulesToOverride }, statesText(states), context)
  },

  async undone({ controls }, before, context) {
    const states = await readStates(controls, context)
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
