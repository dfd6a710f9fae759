import { holdingIn } from '../../incident-input'
import { holderOf } from '../../../run/holds-command'
import type { Step } from '../../../plan/schema/runbook'
import { gatesBarringAct } from '../../../run/gates'
import { isNewestWord } from '../../../run/newest-word'
import {
  foundThereAlready,
  isManual,
  isSentAndUnread,
  stepsStillNeeded,
  unprovenAcceptance,
  waitsOf,
} from '../../../run/ready'
import { needsConsent } from '../../../run/step-approval'
import { cameTrue, lostProofAcceptance } from '../../../run/proofs'
import type { RunState, StepState } from '../../../run/state'
import { stepOf } from '../../../run/state'
import { dutyAndHolder, dutyTitle, fullName, listWords } from '../../names'
import { ask } from '../action'
import { asSentence, fullStop } from '../../format/full-stop'
import { utcClock } from '../../format/instant'
import { consentCost } from '../consent-cost'
import { contentNow } from '../content-now'
import { doneWhen } from '../done-when'
import { stepFacts } from '../facts-to-say'
import { lossAboveBound, lossAtActUnknown, unknownLoss } from './loss-consent'
import { barredBy, lostProofWords } from '../lost-proof'
import { stepActions } from '../run-actions'
import { standsApproved } from '../step-words'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { gateBars } from './before-go'
import { inPersonsHands } from './in-hands'
import { unread } from './unread'
import { offer } from './who'

/** What the way back could not undo: it waits for a person. */
export function leftBehind(scene: Scene, run: RunState): DoNowView | null {
  for (const step of scene.runbook.steps) {
    const view = failed(scene, run, step, stepOf(run, step.id))
    if (view !== null && stepOf(run, step.id).status === 'undo-failed') return view
  }
  return null
}

export type Judge = (scene: Scene, run: RunState, step: Step, current: StepState) => DoNowView | null

/**
 * A covered step whose turn has come, or that came true after its time, and whose approval no longer stands: fresh
 * consent comes before everything, also before it counts as done.
 */
const drifted: Judge = (scene, run, step, current) => {
  const { input, runbook } = scene
  const late = cameTrue(run, runbook, step.id)
  if (run.go === null || !needsConsent(runbook, step) || (current.status !== 'pending' && !late)) return null
  if (waitsOf(input.state, run, runbook, step).length > 0) return null
  const stands = standsApproved(input, run, runbook, step)
  if (stands && late) return null
  if (stands) return gatesAtAct(scene, run, step) ?? lossAtActUnknown(scene, run, step)
  const rule = runbook.approvals.find((one) => one.steps.includes(step.id))
  if (rule === undefined) return null
  const open = Object.values(input.state.requests).find(
    (request) =>
      request.runId === run.id &&
      request.rule === rule.id &&
      request.ended === null &&
      request.content.steps.some((covered) => covered.step === step.id),
  )
  const last = Object.values(input.state.requests).findLast(
    (request) => request.runId === run.id && request.rule === rule.id,
  )
  const duties = rule.duties.map((duty) => dutyAndHolder(input, duty)).join('; ')
  if (open !== undefined && input.now < open.expiresAt)
    return say(`wait-${open.id}`, `${step.id} waits for fresh approval`, `${rule.persons} of ${duties}.`, {
      row: `approval:${rule.id}`,
      danger: true,
    })
  if (step.id === runbook.pointOfNoReturn) {
    const consent = unknownLoss(scene, run) ?? lossAboveBound(scene, run)
    if (consent !== null) return { ...consent, row: `step:${step.id}` }
  }
  const why = last?.ended?.reason ?? 'the approval no longer stands'
  const asks = listWords(contentNow(input, run, runbook, rule).content.steps.map(({ step: one }) => one))
  const unsent = isSentAndUnread(current) ? 'Not sent again' : 'Not sent'
  // What may stay unproven can be accepted with it: then those who approve are asked once for both.
  const ahead = stepActions(input, run, runbook, step, scene.viewer).filter(({ verb }) => verb === 'record-decision')
  return offer(
    scene,
    'approval.request',
    say(
      `again-${rule.id}-${last?.id ?? ''}`,
      `Ask again for ${asks}`,
      `${late ? `${step.id} is not counted as done` : unsent}: ${why}. ${duties} approve.`,
      {
        row: `step:${step.id}`,
        danger: true,
        others: ahead,
      },
    ),
    {
      key: `again-${rule.id}-${last?.id ?? ''}`,
      label: `Ask for approval of ${asks}`,
      verb: 'request-approval',
      input: { incidentId: input.state.id, runId: run.id, rule: rule.id },
      how: 'press',
      shortcut: 'R',
      disabledBecause: null,
    },
  )
}

/** What was proven and is no longer, where nobody has said yet to go on without it. */
const lostProof: Judge = (scene, run, step, current) => {
  const { input, runbook, viewer } = scene
  if (current.status === 'failed' || run.goingBack !== null) return null
  if (current.proof === null || current.proof.verdict === 'met') return null
  if (lostProofAcceptance(input.state, run, step.id) !== null) return null
  const due = barredBy(input, run, runbook, step).some(
    (one) => stepOf(run, one.id).status === 'pending' && waitsOf(input.state, run, runbook, one).length === 0,
  )
  // What cannot be told is a matter once something waits for it; of what was never proven, never.
  if (current.proof.verdict === 'unknown' && !(due && current.status === 'succeeded')) return null
  const [first, ...others] = stepActions(input, run, runbook, step, viewer)
  const view = say(
    `lost-${step.id}-${current.proof.sequence}`,
    `${step.id} ${current.proof.verdict === 'unmet' ? 'no longer holds' : 'can no longer be told'}`,
    lostProofWords(input, run, runbook, step),
    { row: `step:${step.id}`, danger: true, others },
  )
  if (first === undefined) return view
  return offer(scene, first.verb === 'retry-step' ? 'step.retry' : 'incident.record-decision', view, {
    ...first,
    shortcut: first.verb === 'retry-step' ? 'R' : 'A',
  })
}

/** What GO asked is asked again before the one-way step: a person can open it here, or it waits for the world. */
function gatesAtAct(scene: Scene, run: RunState, step: Step): DoNowView | null {
  if (step.id !== scene.runbook.pointOfNoReturn) return null
  const barring = gatesBarringAct(scene.input.state, run, scene.runbook)
  if (barring.length === 0) return null
  const view = gateBars(scene, barring)
  const costs = view.primary?.ask?.costs
  const detail = costs == null ? view.detail : `${view.detail} ${costs}`
  return { ...view, headline: `${step.id} waits. ${view.headline}`, detail, danger: true }
}

/** One person's word on the one-way step, and no reading that bears it out: a second person says so, or nobody knows. */
const attestedAlone: Judge = (scene, run, step, current) => {
  const { input, runbook, viewer } = scene
  if (step.id !== runbook.pointOfNoReturn || run.pointOfNoReturn !== null) return null
  if (current.attested === null || !isNewestWord(current)) return null
  const actions = stepActions(input, run, runbook, step, viewer)
  const confirm = actions.find(({ verb }) => verb === 'confirm-step')
  const by = current.attested.by
  const who = by.kind === 'person' ? fullName(input.persons, by.person) : 'Somebody'
  const rule = runbook.approvals.find(({ steps }) => steps.includes(step.id))
  const others = (rule?.duties ?? []).filter((duty) => by.kind !== 'person' || input.state.duties[duty] !== by.person)
  const view = say(
    `confirm-${step.id}-${current.attempts.length}`,
    `Was ${step.id} done by hand?`,
    `${who} says: ${fullStop(current.attested.statement)} No reading proves it yet. ${others.map((duty) => dutyAndHolder(input, duty)).join('; ')} may confirm it. From there only forward is safe; until then it is in doubt.`,
    { row: `step:${step.id}`, danger: true, others: actions.filter((action) => action.verb !== 'confirm-step') },
  )
  if (confirm === undefined) return view
  return confirm.disabledBecause === null
    ? { ...view, primary: confirm }
    : { ...view, refusal: confirm.disabledBecause }
}

const failed: Judge = (scene, run, step, current) => {
  if (current.status !== 'failed' && current.status !== 'undo-failed') return null
  const actions = stepActions(scene.input, run, scene.runbook, step, scene.viewer)
  const retry = actions.find((action) => action.verb === 'retry-step')
  const count = actions.find((action) => action.verb === 'count-step')
  if (count !== undefined)
    return offer(
      scene,
      'step.count',
      say(
        `late-${step.id}-${current.attempts.length}`,
        `${step.id} came true after its time: count it as done`,
        `${asSentence(current.failure?.message ?? '')} Since ${utcClock(current.proof?.at ?? '')} all that it expects is read to hold. Nothing is sent again.`,
        { row: `step:${step.id}`, others: actions.filter((action) => action !== count) },
      ),
      { ...count, shortcut: 'D' },
    )
  // Tried again it would be found again: first somebody says that it may stand without a way back.
  const accept = actions.find((action) => action.key === `accept-no-undo-${step.id}`)
  if (accept !== undefined && current.failure?.code === foundThereAlready)
    return offer(
      scene,
      'incident.record-decision',
      say(
        `found-${step.id}-${current.attempts.length}`,
        `${step.id} is there already: accept it without undo, or skip it`,
        `${fullStop(current.failure.message)} What it was like before, nobody can tell. ${step.ifFails}`,
        { row: `step:${step.id}`, danger: true, others: actions.filter((action) => action !== accept) },
      ),
      accept,
    )
  const view = say(
    `failed-${step.id}-${current.attempts.length}`,
    current.status === 'failed' ? `${step.id} failed: retry, take over or skip` : `Undoing ${step.id} failed`,
    `${asSentence(current.failure?.message ?? 'No reason was given')} ${step.ifFails}`,
    { row: `step:${step.id}`, danger: true, others: actions.filter((action) => action !== retry) },
  )
  return retry === undefined ? view : offer(scene, 'step.retry', view, { ...retry, shortcut: 'R' })
}

/** Neither proven nor refuted: going on is somebody's recorded decision, never a silence. */
const unproven: Judge = (scene, run, step, current) => {
  const { input, runbook, viewer } = scene
  const rule = step.unproven
  if (current.status !== 'unproven' || rule === undefined) return null
  if (unprovenAcceptance(input.state, run, runbook, step.id) !== null) return null
  const retry = stepActions(input, run, runbook, step, viewer).find((action) => action.verb === 'retry-step')
  const view = say(
    `unproven-${step.id}-${current.attempts.length}`,
    `${step.id} is unproven: accept it or try again`,
    rule.consequence,
    { row: `step:${step.id}`, danger: true, others: retry === undefined ? [] : [retry] },
  )
  const holder = holderOf(holdingIn(input), rule.acceptedBy)
  if (holder !== viewer.person)
    return { ...view, others: [], refusal: `${dutyAndHolder(input, rule.acceptedBy)} decides this.` }
  return {
    ...view,
    primary: {
      key: `accept-${step.id}-${current.attempts.length}`,
      label: `Accept ${step.id} unproven`,
      verb: 'record-decision',
      input: { incidentId: input.state.id, runId: run.id, kind: 'accept-unproven', subject: step.id },
      how: 'ask',
      shortcut: 'A',
      ask: ask('statement', 'Why go on without proof?', 'It stands on the record as your decision.', {
        warning: rule.consequence,
        costs: consentCost(input, run, { does: 'decide', kind: 'accept-unproven', subject: step.id }),
        rows: doneWhen(input, run, step),
        suggestions: stepFacts(input, run, step),
      }),
      disabledBecause: null,
    },
  }
}

const manualWork: Judge = (scene, run, step, current) => {
  const { input, runbook, viewer } = scene
  if (!isManual(step) || current.status !== 'pending') return null
  if (waitsOf(input.state, run, runbook, step).length > 0) return null
  const take = stepActions(input, run, runbook, step, viewer).find(({ verb }) => verb === 'take-over-step')
  const view = say(`manual-${step.id}`, `${step.title}, by hand`, step.instructions ?? step.purpose, {
    row: `step:${step.id}`,
  })
  const holder = holderOf(holdingIn(input), step.duty)
  if (holder !== undefined && holder !== viewer.person)
    return {
      ...view,
      detail: `${view.detail} ${dutyTitle(input.plan, step.duty)} owns it.`,
      others: take === undefined ? [] : [take],
    }
  return take === undefined ? view : offer(scene, 'step.take-over', view, { ...take, shortcut: 'A' })
}

const inDoubt: Judge = (scene, run, step, current) => {
  if (current.status !== 'in-doubt') return null
  const held = scene.runbook.steps.filter((other) =>
    stepsStillNeeded(scene.input.state, run, scene.runbook, other).includes(step.id),
  )
  return say(
    `doubt-${step.id}-${current.attempts.length}`,
    `The outcome of ${step.id} is in doubt`,
    `No reply came. The target is read before anything else is sent${held.length > 0 ? `; ${held.map(({ id }) => id).join(', ')} wait` : ''}. Nothing to press.`,
    { row: `step:${step.id}`, danger: true },
  )
}

/** Whether the one-way step works nobody can tell: then nothing that a hand does beside it leads. */
const promotionUntold: Judge = (scene, run, step, current) =>
  step.id === scene.runbook.pointOfNoReturn
    ? (inDoubt(scene, run, step, current) ?? unread(scene, run, step, current))
    : null

const gravest: readonly Judge[] = [lostProof, drifted, attestedAlone, failed, unproven, promotionUntold]
const judges: readonly Judge[] = [...gravest, inPersonsHands, manualWork, inDoubt, unread]

/** What stops the run from going on by itself, the gravest first. Null: nothing does. */
export function trouble(scene: Scene, run: RunState): DoNowView | null {
  const steps = scene.runbook.steps.map((step) => ({ step, current: stepOf(run, step.id) }))
  for (const judge of judges) {
    for (const { step, current } of steps) {
      const view = judge(scene, run, step, current)
      if (view !== null) return view
    }
  }
  return null
}
