import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import { unheardStops } from '@/lib/domain/run/stop-register'
import type { Hands, OpenAttempt } from './attempt'
import { executorContext } from './attempt'
import { withLimit } from './limit-signal'
import { moment, since, type IntentTimes } from './moment'
import type { SendContext } from './ports'
import { ExecutorError, LeaseLost } from './ports'
import { timing } from './timing'

/**
 * Lets one command's requests out. The invariant: none leaves after `sendBefore` on the database's clock, under a token
 * that is not the newest or may cease to be, without its intent in the journal, or once the act was stopped. It asks when
 * the connection stands and everything is signed, so that what takes long before a request leaves nothing to chance; what
 * has left is ended by its deadline alone.
 */
export class SendGate {
  private asked = 0
  private left = false
  private lost = false

  constructor(
    private readonly hands: Hands,
    private readonly open: OpenAttempt,
    private readonly times: IntentTimes,
  ) {}

  /** Throws what the executor throws; LeaseLost where another holds the lease by now. */
  async send<T>(
    command: ResolvedCommand,
    idempotencyKey: string,
    act: (context: SendContext) => Promise<T>,
  ): Promise<T> {
    try {
      // Not the act's signal: the gate hears it, and what has left is not cut off.
      return await withLimit(this.hands.ports.clock, null, timing.requestDeadline, (signal) =>
        act({
          ...executorContext(this.hands, this.open.incident, command, signal),
          idempotencyKey,
          deadlineMilliseconds: timing.requestDeadline,
          leave: () => this.leave(),
        }),
      )
    } catch (error) {
      if (this.lost && !this.left) throw new LeaseLost(this.open.incident.state.id)
      throw this.left && this.asked > 1 ? asPartOf(error) : error
    }
  }

  /** Whether it is certain that nothing has left although it was about to. */
  get heldBack(): boolean {
    return this.asked > 0 && !this.left
  }

  private async leave(): Promise<void> {
    this.asked += 1
    const { ports, journal } = this.hands
    const { clock } = ports
    this.refuseIfStopped()
    const asked = moment(clock)
    const { incident, run, attempt } = this.open
    const { at, held, stands, leaseLeft, stops } = await journal.standing(attempt.intended)
    this.refuseIfStopped()
    if (unheardStops(incident.state, stops).some(({ runId }) => runId === run.id)) throw notSent('not sent: stopped')
    this.lost ||= !held
    if (!held) throw notSent('not sent: another worker drives this incident')
    if (!stands) throw notSent('not sent: the journal does not hold its intent')
    // More than a lease ever lasts: that clock was set back, and nobody knows for how long it is still held.
    const known = leaseLeft <= timing.lease
    if (!known || since(clock, asked) >= leaseLeft) throw notSent('not sent: the lease is about to be taken')
    if (this.isLate(at + since(clock, asked))) throw notSent('not sent: too late after its intent')
    this.left = true
  }

  /**
   * By the database's clock; where that counts less than this process has lived through since the intent stood, it was
   * set back, and this process's own clock counts from before the intent was asked for.
   */
  private isLate(now: number): boolean {
    const { intended, sendBefore } = this.open.attempt
    const { clock } = this.hands.ports
    const wasSetBack = now - Date.parse(intended.at) + timing.clockError < since(clock, this.times.answered)
    return now > Date.parse(sendBefore) || (wasSetBack && since(clock, this.times.asked) > timing.sendWithin)
  }

  private refuseIfStopped(): void {
    const { signal, wire } = this.hands
    if (signal.aborted || wire.closed) throw notSent('not sent: stopped')
  }
}

function notSent(message: string): ExecutorError {
  return new ExecutorError('unreachable', 'not-sent', message)
}

/** That the last of several requests changed nothing says nothing of those that left before it, whatever an executor says. */
function asPartOf(error: unknown): unknown {
  if (!(error instanceof ExecutorError) || error.kind === 'in-doubt' || error.kind === 'aborted') return error
  return new ExecutorError('in-doubt', error.code, error.message, error.requestId)
}
