import { holdingIn } from '../../incident-input'
import { may } from '../../../access/roles'
import { contentNow } from '../content-now'
import type { GateStatus } from '../../../run/gates'
import { gatesBarring } from '../../../run/gates'
import { holderOf, holdsCommand } from '../../../run/holds-command'
import { isDone } from '../../../run/ready'
import type { RunState } from '../../../run/state'
import { isLive } from '../../../run/state'
import { readServing } from '../../../posture/serving'
import { servingDoubt } from '../../../run/serving-doubt'
import { movedTo } from '../../../run/takeover'
import { runbookOf } from '../../../run/resolve-step'
import { maySupersede } from '../../../run/watching-run'
import { barredWords, boundaryBarred } from '../../boundary-barred'
import { spanWords } from '../../format/duration'
import { asSentence } from '../../format/full-stop'
import { lossView, losingWords } from '../../loss-view'
import { dutyAndHolder, dutyTitle, fullName, listWords, regionTitle } from '../../names'
import { nothingToTakeOver, runbookToArm } from '../incident-runbook'
import { ruleStanding } from '../approvals'
import { waivedOf } from '../../approval/waived'
import { gateActions } from '../gate-focus'
import { gateWord } from '../gate-word'
import { toldWords } from '../told'
import { acceptLossAhead } from './loss-consent'
import { stepWord, waitWords } from '../step-words'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { commandDuty, offer } from './who'

/** Somebody must command, and enough different people must be able to approve, before anything else is worth doing. */
export function staffing(scene: Scene): DoNowView | null {
  const { input, runbook, viewer } = scene
  const { state, plan } = input
  const holding = holdingIn(input)
  const duty = commandDuty(scene)
  if (duty !== null && holderOf(holding, duty) === undefined)
    return offer(
      scene,
      'incident.declare',
      say('command', 'Take command', `Nobody holds ${dutyTitle(plan, duty)} in this incident.`),
      {
        key: 'command',
        label: 'Take command',
        verb: 'assign-duty',
        input: { incidentId: state.id, duty, person: viewer.person },
        how: 'press',
        shortcut: 'C',
        disabledBecause: null,
      },
    )
  for (const rule of runbook.approvals) {
    const holders = new Set(rule.duties.flatMap((one) => holderOf(holding, one) ?? []))
    if (holders.size >= rule.persons) continue
    const free = rule.duties.filter((one) => holderOf(holding, one) === undefined)
    const open = free.map((one) => dutyTitle(plan, one))
    return say(
      `staff-${rule.id}`,
      `Assign ${listWords(open.length > 0 ? open : rule.duties.map((one) => dutyTitle(plan, one)))}`,
      `${rule.id} needs ${rule.persons} different people. Assign them in the room.`,
      holdsCommand(holding, viewer.person)
        ? { link: { key: 'room', label: 'Assign in the room', href: '#room', shortcut: 'M' } }
        : { refusal: 'The commander assigns duties.' },
    )
  }
  return null
}

export function declaring(scene: Scene): DoNowView | null {
  const { state } = scene.input
  if (state.declared !== null) return null
  const alert = state.alerts[0]
  const view = say(
    'declare',
    'Declare the incident',
    alert === undefined
      ? 'Proposed by hand. Say what failed, and on what evidence.'
      : `Proposed by ${alert.source}: ${alert.name}. Say what failed.`,
  )
  if (!may(scene.viewer.roles, 'incident.declare')) return { ...view, refusal: 'The commander declares.' }
  const arm = arming(scene)
  return {
    ...view,
    link: { key: 'declare', label: 'Choose the class', href: `/incidents/${state.id}/declare`, shortcut: 'D' },
    // Reversible work need not wait for the declaration.
    others: arm?.primary == null ? [] : [{ ...arm.primary, label: 'Arm meanwhile' }],
  }
}

export function arming(scene: Scene): DoNowView | null {
  const { input } = scene
  const { state, plan } = input
  const live = state.runs.find(isLive)
  const runbook = runbookToArm(input, scene.runbook)
  if (live !== undefined && !maySupersede(state, live, runbookOf(plan, live.runbook))) return null
  const barring = gatesBarring(state, runbook, 'arm')
  if (barring.length > 0) return gateBars({ ...scene, runbook }, barring)
  const to = regionTitle(plan, runbook.to)
  const steps = runbook.steps.filter((step) => step.phase === 'arm').map(({ id }) => id)
  const barred = boundaryBarred(input, runbook)
  const refusal = nothingToTakeOver(input, runbook)
  // It has moved once already and nobody can tell where it serves: arming can be undone, so it may, but not unwarned.
  const doubt =
    movedTo(plan, state.runs, runbook.promotionBoundary) === null
      ? null
      : servingDoubt(plan, runbook, readServing(input))
  const ready = `${listWords(steps)} get ${to} ready. All of it can be undone until GO.`
  return offer(
    scene,
    'run.arm',
    say(
      `arm-${state.runs.length}`,
      barred === null && refusal !== null ? 'Nothing can be armed' : `Arm ${runbook.title.toLowerCase()}`,
      barred === null ? (refusal ?? (doubt === null ? ready : `${doubt}. ${ready}`)) : barredWords(barred),
      barred === null
        ? { danger: refusal !== null || doubt !== null }
        : { link: { key: 'barred-by', label: `Open ${barred.label}`, href: barred.href } },
    ),
    {
      key: `arm-${state.runs.length}`,
      label: `Arm: prepare ${to}`,
      verb: 'start-run',
      input: { incidentId: state.id, runbook: runbook.id },
      how: 'press',
      shortcut: 'R',
      disabledBecause: barred === null ? refusal : `${barred.label} bars it.`,
    },
  )
}

/** A gate a person can open comes before one that only the world can. */
export function gateBars(scene: Scene, barring: readonly GateStatus[]): DoNowView {
  const withAction = barring.map((status) => ({
    status,
    actions: gateActions(scene.input, scene.runbook, status.gate, scene.viewer, true),
  }))
  const mine = withAction.find(({ actions }) => actions.some((action) => action.disabledBecause === null))
  const chosen = mine ?? withAction.find(({ actions }) => actions.length > 0) ?? withAction[0]
  if (chosen === undefined) return say('gates', 'Every gate is open', '')
  const { gate, reason } = chosen.status
  const [action] = chosen.actions
  const verb = action?.verb === 'attest-gate' ? 'Attest' : action === undefined ? 'Waiting for' : 'Decide'
  const others = barring.length - 1
  const step = action === undefined ? heldUpBy(scene, chosen.status) : null
  return say(
    `gate-${gate.id}-${verb}`,
    `${verb} ${gate.id}: ${gate.title}`,
    `${asSentence(step === null ? reason : step.words)}${others > 0 ? ` ${others} more ${others === 1 ? 'gate bars' : 'gates bar'} ${barWords[gate.bars]}.` : ''}`,
    {
      row: step?.row ?? `gate:${gate.id}`,
      primary: action?.disabledBecause === null ? action : null,
      refusal: action === undefined ? null : action.disabledBecause,
    },
  )
}

/** A gate that waits for a step says what that step itself waits for: the last link of the chain is what to act on. */
function heldUpBy({ input, runbook, run }: Scene, { gate }: GateStatus): { row: string; words: string } | null {
  const step = runbook.steps.find(
    ({ id }) => gate.steps.includes(id) && (run === null || !isDone(input.state, run, runbook, id)),
  )
  if (step === undefined) return null
  const waits = waitWords(input, run, runbook, step)
  const { word } = stepWord(input, run, runbook, step)
  return {
    row: `step:${step.id}`,
    words: `${step.id} ${step.title}: ${waits.length > 0 ? `waits for ${waits.join(', ')}` : word}`,
  }
}

const barWords = { go: 'GO', arm: 'arming', declare: 'declaring' } as const

/** Who refused and why; a long reason stands whole in the table of who may approve. */
function refusalWords(
  { persons }: Scene['input'],
  { person, reason }: { person: string; reason: string | null },
): string {
  const why = reason ?? ''
  return `${fullName(persons, person)} refused: ${why.length > 120 ? `${why.slice(0, 110).trimEnd()}…` : why}`
}

export function approving(scene: Scene, run: RunState): DoNowView | null {
  const { input, runbook } = scene
  const { state } = input
  for (const rule of runbook.approvals) {
    const standing = ruleStanding(input, runbook, run, rule)
    if (standing.status === 'approved' || standing.covers.length === 0) continue
    const steps = listWords(standing.covers)
    const who = rule.duties.map((duty) => dutyAndHolder(input, duty)).join('; ')
    if (standing.status === 'open') {
      const refused = standing.request?.answers.filter(({ answer }) => answer === 'refused') ?? []
      return say(
        `open-${standing.request?.id ?? rule.id}-${standing.given.length}-${refused.length}`,
        standing.given.length === 0
          ? `Waiting for ${rule.persons} approvals`
          : `Get ${rule.persons - standing.given.length} more approval`,
        refused[0] === undefined
          ? `${steps}: ${who}. ${standing.request === null ? '' : toldWords(input, standing.request, scene.viewer)}`.trim()
          : `${refused.map((one) => refusalWords(input, one)).join('. ')}. ${who} may still approve.`,
        { row: `approval:${rule.id}` },
      )
    }
    const why = {
      none: `Two people see exactly what runs: ${who}.`,
      changed: `What was asked for has changed since. ${who} read it again.`,
      expired: `The last request expired after ${spanWords(rule.expires)}.`,
      voided: `The last request is void: ${standing.last?.ended?.reason ?? ''}.`,
    }[standing.status]
    const { later } = contentNow(input, run, runbook, rule)
    const key = `ask-${rule.id}-${Object.keys(state.requests).length}`
    return offer(
      scene,
      'approval.request',
      say(
        key,
        `${standing.status === 'none' ? 'Ask for' : 'Ask again for'} approval of ${steps}`,
        `${why}${later.length > 0 ? ` ${listWords(later)} follow once resolved.` : ''}`,
        {
          row: `approval:${rule.id}`,
          others: standing.covers.includes(runbook.pointOfNoReturn ?? '') ? acceptLossAhead(scene, run) : [],
        },
      ),
      {
        key,
        label: `Ask for approval of ${steps}`,
        verb: 'request-approval',
        input: { incidentId: state.id, runId: run.id, rule: rule.id },
        how: 'press',
        shortcut: 'R',
        disabledBecause: null,
      },
    )
  }
  return null
}

/** What GO would go on without, each in a few words: `P2 accepted unread`, `S3 skipped`. */
function goneWithout({ input, runbook }: Scene, run: RunState): string[] {
  const gates = runbook.gates
    .filter(({ bars }) => bars === 'go')
    .map((gate) => ({ gate, ...gateWord(input, runbook, gate) }))
    // A step that was skipped is named once, as what it is.
    .filter(({ status, standing }) => status !== 'ok' && standing.inPlace?.of !== 'step')
    .map(({ gate, word }) => `${gate.id} ${word}`)
  const basis = runbook.approvals.map((rule) => contentNow(input, run, runbook, rule).content)
  const steps = basis.flatMap((content) => [
    ...waivedOf(content, runbook).flatMap(({ of, name, word }) => (of === 'step' ? [`${name} ${word}`] : [])),
    ...content.unprovenAccepted.map(({ step }) => `${step} may stay unproven`),
    ...(content.unknownServingAccepted === undefined ? [] : ['which region serves is not known']),
    ...(content.loss?.unknownAccepted == null ? [] : ['a loss that is not known was accepted']),
  ])
  return [...new Set([...gates, ...steps])]
}

export function go(scene: Scene, run: RunState): DoNowView {
  const { input, runbook } = scene
  const refusal = nothingToTakeOver(input, runbook)
  const to = regionTitle(input.plan, runbook.to)
  const loss = lossView(input, runbook)
  const losing = loss === null ? '' : `, ${losingWords(loss)}`
  const line = runbook.pointOfNoReturn
  const without = goneWithout(scene, run)
  return offer(
    scene,
    'run.go',
    say(
      'go',
      refusal !== null
        ? 'GO cannot be given'
        : without.length === 0
          ? 'Everything stands. Give GO'
          : 'Nothing bars GO. Give GO',
      refusal ??
        `${input.state.mode === 'live' ? '' : 'This is a drill. '}${without.length === 0 ? '' : `Not everything is shown to stand: ${listWords(without)}. `}After GO the steps start by themselves${line === null ? '' : `; ${line} is the point of no return`}.`,
      { row: 'go', danger: refusal !== null },
    ),
    {
      key: 'go',
      label: `Give GO: promote ${to}${losing}`,
      holding: `promote ${to}`,
      to: 'give GO',
      verb: 'give-go',
      input: { incidentId: input.state.id, runId: run.id },
      how: 'hold',
      disabledBecause:
        refusal ?? (loss?.aboveBound === true ? `The loss is above the approved ${loss.bound ?? ''}.` : null),
    },
  )
}
