import type { ConsoleView, OwnConsole, SharedConsole } from './whole-console'
import { gateShown } from '../../run/gates-shown'
import { currentRun, type RunState } from '../../run/state'
import { asItEnded } from '../as-it-ended'
import type { IncidentInput, Viewer } from '../incident-input'
import { lossView } from '../loss-view'
import { moneyView } from '../money'
import { newestByPerson } from './newest-by-person'
import { incidentLabel } from '../names'
import { servingViews, type ServingView } from '../serving-view'
import type { ActionView } from './action'
import { actsWhere } from './acts-where'
import { consentView } from './consent'
import { checklistView } from './checklist'
import { driverView, type Driving } from './driver'
import { doNow } from './do-now/do-now'
import { stepFocus } from './focus'
import { gateActions, gateFocus } from './gate-focus'
import { ownRoom, sharedRoom } from './room'
import { runActions, runWords, stepActions } from './run-actions'
import { joinConsole } from './join-console'
import { incidentRunbook } from './incident-runbook'
import { tierClocks } from './tier-clocks'

/** Everything the command console says, for one viewer, at one moment. Pure. */
export function buildConsoleView(
  asked: IncidentInput,
  viewer: Viewer,
  driving: Driving = { lease: null, serverSince: null, serverAfter: null },
): ConsoleView {
  return joinConsole(sharedConsole(asked, driving), ownConsole(asked, viewer))
}

export function ownConsole(asked: IncidentInput, viewer: Viewer): OwnConsole {
  const input = asItEnded(asked)
  const { state, environment } = input
  const run = currentRun(state)
  const runbook = incidentRunbook(input)
  const now = doNow({ input, runbook, run, viewer })
  const placed = (action: ActionView) => actsWhere(environment, action)
  const actions: [string, ActionView[]][] = [
    ...runbook.gates.map((gate): [string, ActionView[]] => {
      const { bars } = gateShown(state, runbook, gate)
      return [`gate:${gate.id}`, gateActions(input, runbook, gate, viewer, bars)]
    }),
    ...runbook.steps.map((step): [string, ActionView[]] => [
      `step:${step.id}`,
      stepActions(input, run, runbook, step, viewer),
    ]),
  ]
  return {
    viewer: { person: viewer.person, name: viewer.name, roles: viewer.roles },
    doNow: { ...now, primary: actsWhere(environment, now.primary), others: now.others.map(placed) },
    runActions: runActions(input, run, runbook, viewer).map(placed),
    actions: Object.fromEntries(actions.flatMap(([key, ones]) => (ones.length === 0 ? [] : [[key, ones.map(placed)]]))),
    room: ownRoom(input, viewer),
  }
}

export function sharedConsole(asked: IncidentInput, driving: Driving): SharedConsole {
  const input = asItEnded(asked)
  const { state, environment } = input
  const run = currentRun(state)
  const runbook = incidentRunbook(input)
  const serving = state.closed === null ? servingViews(input) : []
  const focus = [
    ...runbook.gates.map((gate) => gateFocus(input, runbook, gate)),
    ...runbook.steps.map((step) => stepFocus(input, run, runbook, step)),
  ]
  return {
    now: asked.now,
    sequence: state.sequence,
    newestByPerson: newestByPerson(state),
    incident: {
      id: state.id,
      label: incidentLabel(state),
      title: state.title,
      status: state.status,
      live: state.mode === 'live',
      mode: state.mode,
      class: state.declared?.class ?? null,
      ended: state.closed === null ? null : { at: state.closed.at, reason: state.closed.reason },
    },
    serving,
    environment: { name: environment.name, title: environment.title },
    run:
      run === null
        ? null
        : {
            id: run.id,
            status: run.status,
            planHash: run.planHash,
            environment: environment.title,
            unprotectedSince: state.closed === null ? unprotectedSince(serving, run) : null,
          },
    clocks: tierClocks(input, runbook),
    money: moneyView(input.plan, state),
    loss: lossView(input, runbook),
    checklist: checklistView(input, runbook),
    consent: consentView(input, runbook, run),
    focus: Object.fromEntries(focus.map((one) => [one.key, one])),
    runWords: runWords(run, runbook),
    room: sharedRoom(input),
    driver: driverView(state, driving, asked.now),
  }
}

/** Where the plan reads what could take over, that says it; else a run that crossed its line has left no standby. */
function unprotectedSince(serving: readonly ServingView[], run: RunState): string | null {
  const read = serving.find(({ promotionBoundary }) => promotionBoundary === run.promotionBoundary)
  return read === undefined
    ? (run.pointOfNoReturn?.at ?? null)
    : read.promotion === null
      ? (read.unprotected?.since ?? null)
      : null
}
