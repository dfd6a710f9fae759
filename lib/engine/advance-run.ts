import type { Runbook, Step } from '@/lib/domain/plan/schema/runbook'
import { isDone, nextToUndo, readySteps, stepsToUndo } from '@/lib/domain/run/ready'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import type { RunState } from '@/lib/domain/run/state'
import { currentAttempt, isLive, stepOf } from '@/lib/domain/run/state'
import { lacksAnswers } from '@/lib/domain/run/step-approval'
import { onlyWatches } from '@/lib/domain/run/watching-run'
import { AttemptsSeen } from './attempts-seen'
import type { Hands } from './attempt'
import { executeStep, resumeAttempt } from './execute-step'
import { lookOver } from './look-over'
import { failByOwnError, OwnErrors } from './own-errors'
import type { IncidentJournal, PinnedIncident, Ports } from './ports'
import { timing } from './timing'
import { Wire } from './wire'
import { settleUndo } from './settle-undo'
import { tellQuiet } from './tell-quiet'
import { undoStep } from './undo-step'

/** A step this process is working on. Its controller ends the act, not the observation. */
interface InHand {
  work: Promise<void>
  controller: AbortController
}

/** When a step was last looked after: the journal's sequence and this process's time. */
interface Asked {
  sequence: number
  at: number
}

/**
 * Drives one run: starts what is ready, takes up what an earlier holder left, hears aborts and take-overs, ends the
 * run when nothing is left. The invariant: at most one piece of work a step, in this process and by the lease in all.
 */
export class RunDriver {
  private readonly inHand = new Map<string, InHand>()
  private readonly asked = new Map<string, Asked>()
  private readonly wire = new Wire()
  private readonly ownErrors = new OwnErrors()
  private readonly seen: AttemptsSeen
  /** Whether nothing of a run that goes back is in the world without an entry, as far as this process knows. */
  private lookedOver = false
  private lookAgainAt = 0
  private readonly looking = new AbortController()

  constructor(
    private readonly ports: Ports,
    private readonly journal: IncidentJournal,
    private readonly runId: string,
    private readonly onDone: () => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.seen = new AttemptsSeen(ports.clock)
  }

  async advance(incident: PinnedIncident): Promise<void> {
    const run = incident.state.runs.find((candidate) => candidate.id === this.runId)
    if (run === undefined || !isLive(run)) return
    const runbook = runbookOf(incident.plan, run.runbook)
    this.hear(run)
    await tellQuiet({ ports: this.ports, seen: this.seen }, this.journal, run)
    for (const step of runbook.steps) {
      const attempt = currentAttempt(stepOf(run, step.id))
      if (attempt === null) continue
      this.take(step, incident, (hands) => (attempt.kind === 'undo' ? settleUndo(hands) : resumeAttempt(hands)))
    }
    if (run.status === 'arming' || run.status === 'going') await this.goOn(incident, run, runbook)
    if (run.status === 'stopping' && this.inHand.size === 0)
      await this.journal.record({ type: 'stop-run', runId: run.id })
    if (run.status === 'rolling-back' && this.inHand.size === 0) await this.rollBack(incident, run, runbook)
  }

  private async goOn(incident: PinnedIncident, run: RunState, runbook: Runbook): Promise<void> {
    const ready = readySteps(incident.state, run, runbook)
    for (const step of ready.filter((one) => !lacksAnswers(incident.state, run, runbook, one)))
      if (!this.justAsked(step.id, incident)) this.take(step, incident, (hands) => executeStep(hands, incident))
    if (run.released === null && onlyWatches(incident.state, run, runbook))
      await this.journal.record({ type: 'release-boundary', runId: run.id })
    const done = runbook.steps.every((step) => isDone(incident.state, run, runbook, step.id))
    if (done && run.go !== null && this.inHand.size === 0)
      await this.journal.record({ type: 'complete-run', runId: run.id })
  }

  /** One step at a time, latest first. What a machine could not undo is left to people, with all it rests on. */
  private async rollBack(incident: PinnedIncident, run: RunState, runbook: Runbook): Promise<void> {
    if (run.forwardOnly) return
    if (!this.lookedOver && (await this.lookOver(incident, run)) !== 'clear') return
    if (stepsToUndo(run, runbook).length === 0) {
      const said = await this.journal.record({ type: 'finish-rollback', runId: run.id })
      if (!said.ok && said.refusal.code === 'to-be-looked-over') this.lookedOver = false
      return
    }
    const next = nextToUndo(run, runbook)
    // While a person is waited for the server may change: whether there is more to look at is asked again and again.
    if (next === null) return void (await this.lookOver(incident, run))
    if (this.justAsked(next.id, incident)) return
    this.take(next, incident, async (hands) => {
      if ((await undoStep(hands, incident)) === 'to-be-looked-over') this.lookedOver = false
    })
  }

  /** Once for a server of the database. What it finds is in the state that is loaded next. */
  private async lookOver(incident: PinnedIncident, run: RunState): Promise<'clear' | 'looked' | 'not-yet'> {
    const { clock } = this.ports
    if (clock.monotonic() < this.lookAgainAt) return this.lookedOver ? 'clear' : 'not-yet'
    this.lookAgainAt = clock.monotonic() + timing.askAgain
    const said = await lookOver((step) => this.handsOf(step, this.looking.signal), incident, run)
    this.lookedOver = said !== 'not-yet'
    if (said === 'looked') this.onDone()
    return said
  }

  private handsOf(step: Step, signal: AbortSignal): Hands {
    const { ports, journal, runId, wire, seen } = this
    return { ports, journal, runId, step, signal, wire, seen }
  }

  /** Lets nothing more leave, and waits until what has left was answered or given up, and that is recorded. */
  async drain(): Promise<void> {
    await this.wire.close()
  }

  /** Ends every act, and waits until this process does nothing more. */
  async stop(): Promise<void> {
    this.looking.abort()
    for (const { controller } of this.inHand.values()) controller.abort()
    await Promise.allSettled([...this.inHand.values()].map(({ work }) => work))
  }

  private hear(run: RunState): void {
    const stopping = run.status === 'stopping' || run.status === 'stopped'
    for (const [id, { controller }] of this.inHand)
      if (stopping || stepOf(run, id).status === 'taken-over') controller.abort()
  }

  /** A start that was refused is not asked again until the journal has moved, or people and clocks may have. */
  private justAsked(step: string, { state }: PinnedIncident): boolean {
    const asked = this.asked.get(step)
    if (asked === undefined || asked.sequence !== state.sequence) return false
    return this.ports.clock.monotonic() - asked.at < timing.askAgain
  }

  private take(step: Step, incident: PinnedIncident, work: (hands: Hands) => Promise<void>): void {
    if (this.inHand.has(step.id)) return
    const controller = new AbortController()
    const { ports, runId } = this
    // An attempt taken up while stopping starts with its act already ended: only its outcome is sought.
    const run = incident.state.runs.find((candidate) => candidate.id === runId)
    if (run?.status === 'stopping') controller.abort()
    const hands = this.handsOf(step, controller.signal)
    const promise = work(hands)
      .then(() => {
        this.ownErrors.clear(step)
        this.asked.set(step.id, { sequence: incident.state.sequence, at: ports.clock.monotonic() })
      })
      .catch(async (error: unknown) => {
        this.onError(error)
        if (this.ownErrors.tooMany(step, error)) await this.giveUp(hands, error)
        // A database that is away fails every try at once; the next look is soon enough.
        await ports.clock.wait(timing.look)
      })
      .finally(() => {
        this.inHand.delete(step.id)
        this.onDone()
      })
    this.inHand.set(step.id, { work: promise.then(() => undefined), controller })
  }

  private async giveUp(hands: Hands, error: unknown): Promise<void> {
    try {
      await failByOwnError(hands, error)
      this.ownErrors.clear(hands.step)
    } catch (more) {
      this.onError(more)
    }
  }
}
