import type { Step } from '@/lib/domain/plan/schema/runbook'
import { isDone, readySteps, stepsToUndo } from '@/lib/domain/run/ready'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import type { RunState } from '@/lib/domain/run/state'
import { currentAttempt, isLive, stepOf } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { executeStep, resumeAttempt } from './execute-step'
import type { IncidentJournal, PinnedIncident, Ports } from './ports'
import { timing } from './timing'
import { settleUndo, undoStep } from './undo-step'

/** A step this process is working on. Its controller ends the act, not the observation. */
interface InHand {
  work: Promise<void>
  controller: AbortController
}

/**
 * Drives one run: starts what is ready, takes up what an earlier holder left, hears aborts and take-overs, ends the
 * run when nothing is left. The invariant: at most one piece of work a step, in this process and by the lease in all.
 */
export class RunDriver {
  private readonly inHand = new Map<string, InHand>()
  /** Steps whose start was refused: not asked again until the journal has moved. */
  private readonly refusedAt = new Map<string, number>()

  constructor(
    private readonly ports: Ports,
    private readonly journal: IncidentJournal,
    private readonly runId: string,
    private readonly onDone: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  async advance(incident: PinnedIncident): Promise<void> {
    const run = incident.state.runs.find((candidate) => candidate.id === this.runId)
    if (run === undefined || !isLive(run)) return
    const runbook = runbookOf(incident.plan, run.runbook)
    this.hear(run)
    for (const step of runbook.steps) {
      const attempt = currentAttempt(stepOf(run, step.id))
      if (attempt === null || this.inHand.has(step.id)) continue
      this.take(step, incident, (hands) => (attempt.kind === 'undo' ? settleUndo(hands) : resumeAttempt(hands)))
    }
    if (run.status === 'arming' || run.status === 'going') {
      for (const step of readySteps(incident.state, run, runbook)) {
        if (this.refusedAt.get(step.id) === incident.state.sequence) continue
        this.take(step, incident, executeStep)
      }
      const done = runbook.steps.every((step) => isDone(incident.state, run, runbook, step.id))
      if (done && run.go !== null && this.inHand.size === 0)
        await this.journal.record({ type: 'complete-run', runId: run.id })
    }
    if (run.status === 'stopping' && this.inHand.size === 0)
      await this.journal.record({ type: 'stop-run', runId: run.id })
    if (run.status === 'rolling-back' && this.inHand.size === 0) {
      const next = stepsToUndo(run, runbook).find((step) => stepOf(run, step.id).status !== 'undo-failed')
      if (next !== undefined) this.take(next, incident, undoStep)
      else if (stepsToUndo(run, runbook).length === 0)
        await this.journal.record({ type: 'finish-rollback', runId: run.id })
    }
  }

  /** Ends every act, and waits until this process does nothing more. */
  async stop(): Promise<void> {
    for (const { controller } of this.inHand.values()) controller.abort()
    await Promise.allSettled([...this.inHand.values()].map(({ work }) => work))
  }

  private hear(run: RunState): void {
    for (const [id, { controller }] of this.inHand) {
      const status = stepOf(run, id).status
      const stopping = run.status === 'stopping' || run.status === 'stopped'
      if (stopping || status === 'taken-over') controller.abort()
    }
  }

  private take(step: Step, incident: PinnedIncident, work: (hands: Hands) => Promise<void>): void {
    if (this.inHand.has(step.id)) return
    const controller = new AbortController()
    const { ports, journal, runId } = this
    // An attempt taken up while stopping starts with its act already ended: only its outcome is sought.
    const run = incident.state.runs.find((candidate) => candidate.id === runId)
    if (run?.status === 'stopping') controller.abort()
    const before = incident.state.sequence
    const hands: Hands = { ports, journal, runId, step, signal: controller.signal }
    const promise = work(hands)
      .then(() => void this.refusedAt.set(step.id, before))
      .catch(async (error: unknown) => {
        this.onError(error)
        // A database that is away fails every try at once; the next look is soon enough.
        await ports.clock.wait(timing.look)
      })
      .finally(() => {
        this.inHand.delete(step.id)
        this.onDone()
      })
    this.inHand.set(step.id, { work: promise, controller })
  }
}
