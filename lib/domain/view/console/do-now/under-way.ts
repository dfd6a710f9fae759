import type { RunState } from '../../../run/state'
import { currentAttempt, stepOf } from '../../../run/state'
import { isSentAndUnread, pointOfNoReturnInDoubt, waitsOf } from '../../../run/ready'
import { goAgain } from '../../../run/go-again'
import { tiersNow } from '../../../run/tier-now'
import { onlyWatches, stepsLeft } from '../../../run/watching-run'
import { asSentence, fullStop } from '../../format/full-stop'
import { utcDateTime, utcClock } from '../../format/instant'
import { openNow } from '../../open-now'
import { listWords } from '../../names'
import { backWords, notCovered } from '../../proven-words'
import type { ActionView, LinkView } from '../action'
import type { Step } from '../../../plan/schema/runbook'
import { may } from '../../../access/roles'
import { nothingToTakeOver, runbookToArm } from '../incident-runbook'
import { arming } from './before-go'
import { leftWords, stepActions } from '../run-actions'
import { ask } from '../action'
import { outsideFacts } from '../facts-to-say'
import { isActive } from '../step-words'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { sentAt, sentWords } from './sent-words'
import { undoAsksWords, undoing } from './undoing'
import { offer } from './who'

/** A run that was stopped, is stopping, or is on its way back. Null: it goes on. */
export function halted(scene: Scene, run: RunState): DoNowView | null {
  const of = { incidentId: scene.input.state.id, runId: run.id }
  const resume: ActionView = {
    key: 'resume',
    label: 'Resume the run',
    verb: 'resume-run',
    input: of,
    how: 'press',
    shortcut: 'R',
    disabledBecause: null,
  }
  if (run.status === 'stopping' && run.goingBack !== null)
    return say(
      'rollback-stopping',
      'Stopping the rollback: outcomes are being read',
      'No further undo starts. Then the run ends and bars nothing; what was not undone is named.',
      { danger: true },
    )
  if (run.status === 'stopping')
    return say('stopping', 'Stopping: outcomes are being read', stoppingWords(scene, run), {
      danger: true,
    })
  if (run.status === 'rolling-back') return undoing(scene, run)
  if (run.status === 'rolled-back')
    return startAgain(scene, 'rolled-back', 'Undone: nothing was promoted', 'What was attested for the undone run')
  if (run.status === 'abandoned')
    return startAgain(scene, 'abandoned', leftWords(run).replace(/\.$/, ''), 'What was attested for that run')
  if (run.status === 'rollback-stopped')
    return startAgain(scene, 'rollback-stopped', leftWords(run).replace(/\.$/, ''), 'What was attested for that run')
  if (run.status === 'stopped' && run.forwardOnly)
    return offer(
      scene,
      'run.resume',
      say(
        'stopped-forward',
        'Stopped past the point of no return',
        `Nothing is undone from here. Resume when it is safe to go on.${sentWords(run, scene.runbook)}`,
        { danger: true },
      ),
      resume,
    )
  if (run.status === 'stopped' && pointOfNoReturnInDoubt(run, scene.runbook))
    return offer(
      scene,
      'run.resume',
      say(
        'stopped-in-doubt',
        `Stopped, ${scene.runbook.pointOfNoReturn ?? ''} in doubt`,
        `Whether it took effect is not known, so going back is not safe. Look at the target, then resume.${sentWords(run, scene.runbook)}`,
        { danger: true },
      ),
      resume,
    )
  if (run.status === 'stopped')
    return offer(
      scene,
      'run.roll-back',
      say(
        'stopped',
        'Stopped: undo, or resume',
        `Undoing goes in reverse order, latest step first.${undoAsksWords(scene, run)}${goAgain(scene.input.state, run, scene.runbook, scene.input.now) ? ' Resumed, it waits for GO again.' : ''}${sentWords(run, scene.runbook)} ${run.abort === null ? '' : fullStop(abortFact(run.abort))}`.trim(),
        {
          others: [resume],
        },
      ),
      {
        key: 'roll-back',
        label: 'Undo what was done',
        verb: 'roll-back-run',
        input: of,
        how: 'ask',
        ask: ask('reason', 'Why undo?', 'Compensable steps leave traces: messages stay sent.', {
          suggestions: [...(run.abort === null ? [] : [abortFact(run.abort)]), ...outsideFacts(scene.input)],
        }),
        shortcut: 'U',
        disabledBecause: null,
      },
    )
  if (run.paused !== null)
    return offer(
      scene,
      'run.resume',
      say(
        'paused',
        'Paused: nothing new starts',
        `${asSentence(run.paused.reason)} Since ${utcClock(run.paused.at)}.${goAgain(scene.input.state, run, scene.runbook, scene.input.now) ? ' That is longer than the approvals are good for: resumed, it waits for GO again.' : ''}`,
      ),
      resume,
    )
  return null
}

/** Steps do what they do: said plainly, so that nobody looks for a button that is not there. */
export function watching(scene: Scene, run: RunState): DoNowView {
  const { input, runbook } = scene
  const steps = runbook.steps.map((step) => ({ step, current: stepOf(run, step.id) }))
  const running = steps
    .filter(({ current }) => isActive(current) && current.status !== 'taken-over')
    .map(({ step }) => step)
  const pending = steps
    .filter(({ current }) => current.status === 'pending')
    .map(({ step }) => ({ step, waits: waitsOf(input.state, run, runbook, step) }))
  // What is due comes before what waits for it.
  const next =
    pending.find(({ waits }) => waits.length === 0) ??
    pending.find(({ waits }) => waits.some((wait) => wait.for === 'step'))
  // The furthest along is what the run hangs on; what was begun while arming goes on beside it.
  const first = running.at(-1)
  const tiers = tiersNow(input.state, input.plan, input.readings, input.now)
  const back = tiers.filter(({ is }) => is === 'back').map(({ tier }) => tier)
  const provisional = tiers.filter(({ is }) => is === 'answering').map(({ tier }) => tier)
  if (first === undefined && back.length > 0)
    return say(
      `back-${back.join('-')}`,
      backWords(input.plan, runbook, back),
      `Nothing to press.${notCoveredSentence(scene)}`,
    )
  if (first === undefined && next !== undefined && isSentAndUnread(stepOf(run, next.step.id)))
    return say(
      `reading-${next.step.id}`,
      `Nothing to press: what ${next.step.id} sent is read first`,
      `${next.step.title} ${sentAt(run, next.step)}. What became of it is read, and nothing of it is sent a second time unless it is certainly missing.`,
      { row: `step:${next.step.id}` },
    )
  if (first === undefined)
    return say(
      'starting',
      'Nothing to press: the next step starts by itself',
      next === undefined ? '' : `${next.step.id} ${next.step.title}.`,
    )
  const after = next === undefined ? '' : ` Then ${next.step.id}, by itself.`
  if (back.length > 0) return whileItWatches(scene, run, first, backWords(input.plan, runbook, back), after)
  if (provisional.length > 0)
    return say(
      `seen-${first.id}`,
      `${listWords(provisional)} ${provisional.length === 1 ? 'answers' : 'answer'} again`,
      `Provisional until it proves sustained. Nothing to press.${after}`,
      {
        row: `step:${first.id}`,
      },
    )
  return say(
    `watch-${first.id}`,
    `Nothing to press: ${first.id} is running`,
    `${first.title}. ${first.purpose}${after}`,
    {
      row: `step:${first.id}`,
    },
  )
}

/** What nobody may take for recovered, since no step of the runbook recovers it. */
function notCoveredSentence({ input, runbook }: Scene): string {
  const left = notCovered(input.plan, runbook)
  return left === null ? '' : ` Not covered by this runbook: ${left}.`
}

/** The tiers are back and steps go on by themselves: what can be done meanwhile, and how to end it early, in one act. */
function whileItWatches(scene: Scene, run: RunState, step: Step, headline: string, after: string): DoNowView {
  const { input, runbook, viewer } = scene
  const only = onlyWatches(input.state, run, runbook)
  const skip = only && stepsLeft(input.state, run, runbook).length === 1 ? skipOf(scene, run, step) : null
  const early =
    skip === null || !may(viewer.roles, 'step.skip') ? '' : ` To end it now, skip ${step.id} with a reason; then close.`
  return say(
    `back-${step.id}${only ? '-watching' : ''}`,
    headline,
    `${step.title} is running. Nothing to press.${after}${early}${notCoveredSentence(scene)}`,
    {
      row: `step:${step.id}`,
      link: only ? evidenceLink(scene) : null,
      others: skip === null ? [] : [skip],
    },
  )
}

function skipOf({ input, runbook, viewer }: Scene, run: RunState, step: Step): ActionView | null {
  return stepActions(input, run, runbook, step, viewer).find(({ verb }) => verb === 'skip-step') ?? null
}

function evidenceLink({ input }: Scene): LinkView {
  return { key: 'evidence', label: 'Evidence so far', href: `/evidence/${input.state.id}` }
}

/** What stopping waits for, by name, and that the way on comes when it is known. */
function stoppingWords({ runbook }: Scene, run: RunState): string {
  const open = runbook.steps.filter(({ id }) => currentAttempt(stepOf(run, id)) !== null).map(({ id }) => id)
  const waits =
    open.length === 0
      ? 'Every outcome is known; the run is about to stop.'
      : `Waiting for the answer to what ${listWords(open)} sent, or for a look that tells what became of it. Whether it then takes full effect is read once the run goes on.`
  return `${waits} Nothing new starts. Then you can resume${run.forwardOnly ? '.' : ', or undo.'}`
}

/** Undone is not the end while something is down: the same incident, a new run, its gates judged anew. */
function startAgain(scene: Scene, key: string, headline: string, attested: string): DoNowView {
  const closeIt = closing(scene, key, headline)
  const { state, plan, readings, now } = scene.input
  const isDown = tiersNow(state, plan, readings, now).some(({ is }) => is === 'down' || is === 'answering')
  const again = isDown ? arming(scene) : null
  if (again === null) return closeIt
  const others = closeIt.primary === null ? [] : [{ ...closeIt.primary, shortcut: undefined }]
  const refusal = nothingToTakeOver(scene.input, runbookToArm(scene.input, scene.runbook))
  return {
    ...again,
    key: `start-again-${again.key}`,
    headline: refusal === null ? `${headline}. Start again` : `${headline}. Nothing can be armed`,
    detail: `Still down. ${again.detail}${refusal === null ? ` ${attested} is to be said again.` : ''}`,
    primary: again.primary?.verb === 'start-run' ? { ...again.primary, label: 'Start again' } : again.primary,
    others: [...again.others, ...others],
  }
}

/** An incident that has ended acts no more; what is open now is where to go. */
export function ended({ input }: Scene): DoNowView {
  const { state } = input
  const [open] = openNow(input.others ?? [])
  const at = state.closed === null ? '' : `Ended ${utcDateTime(state.closed.at)}. `
  return say('closed', 'The incident has ended', `${at}${asSentence(state.closed?.reason ?? '')}`, {
    link:
      open === undefined
        ? { key: 'evidence', label: 'Evidence', href: `/evidence/${state.id}` }
        : { key: `open-${open.id}`, label: `Open now: ${open.label} ${open.title}`, href: open.href },
  })
}

/** The run is over: it speaks for the tiers that are back, and says what it never recovered. */
export function completed(scene: Scene, run: RunState): DoNowView {
  const { state, plan, readings, now } = scene.input
  const back = tiersNow(state, plan, readings, now).filter(({ is }) => is === 'back')
  const said =
    back.length === 0
      ? ''
      : `: ${backWords(
          plan,
          scene.runbook,
          back.map(({ tier }) => tier),
        )}`
  const word = run.ended?.outcome === 'recovered' ? 'Recovered' : 'Completed, with exceptions'
  const view = closing(scene, 'completed', `${word}${said}`)
  return { ...view, detail: `${view.detail}${notCoveredSentence(scene)}` }
}

export function closing(scene: Scene, key: string, headline: string): DoNowView {
  const { state } = scene.input
  return offer(scene, 'incident.close', say(key, headline, closingWords(scene), { link: evidenceLink(scene) }), {
    key: 'close',
    label: 'Close the incident',
    verb: 'close-incident',
    input: { incidentId: state.id },
    how: 'ask',
    ask: ask('reason', 'How did it end?', 'The record is complete with it. Nothing can be added afterwards.'),
    shortcut: 'C',
    disabledBecause: null,
  })
}

/** Nothing is left to press but the end: what closing means, and what comes after it. */
function closingWords({ run, runbook }: Scene): string {
  const failback = runbook.steps.find(({ commands }) =>
    commands.some(({ action }) => action === 'console.scheduleFailback'),
  )
  const planned = failback !== undefined && run !== null && stepOf(run, failback.id).status === 'succeeded'
  const back = planned ? ` The way back stands in ${failback.id}.` : ''
  return `Close the incident once everything is said: its figures and its evidence then stand.${back}`
}

function abortFact({ at, reason }: NonNullable<RunState['abort']>): string {
  return `Stopped ${utcClock(at)}: ${reason}`
}
