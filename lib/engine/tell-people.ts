import { dueNotices, type DueNotice } from '@/lib/domain/run/due-notices'
import { noticeText } from '@/lib/domain/run/notice-text'
import type { IncidentJournal, PinnedIncident, Ports, Receipt } from './ports'
import { ExecutorError, LeaseLost } from './ports'
import { sharedController } from './shared-controller'
import { backOff, timing } from './timing'

/** Two tries by one system are this far apart at least: people are told one after the other. */
const leastWait = 1_000

/**
 * Tells people that their approval is asked for. The invariant: an intent is committed before anything is sent, and what
 * has an intent without an outcome is sent again, so everybody is told at least once. Nothing of a run waits for it.
 */
export class PeopleTeller {
  private readonly inHand = new Map<string, Promise<void>>()
  private readonly stopped = sharedController()

  constructor(
    private readonly ports: Ports,
    private readonly journal: IncidentJournal,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Takes up whatever is due. A system at a time has one notice on its way; a slow one holds up no other. */
  async look(incident: PinnedIncident): Promise<void> {
    // Nobody is asked: who may answer need not be read.
    if (Object.values(incident.state.requests).every(({ ended }) => ended !== null)) return
    const rolesOf = await this.journal.roles()
    const now = new Date(this.ports.clock.now()).toISOString()
    for (const due of dueNotices(incident.state, incident.plan, rolesOf, now)) {
      if (this.inHand.has(due.system)) continue
      const work = this.tell(due)
        .catch(this.onError)
        .finally(() => this.inHand.delete(due.system))
      this.inHand.set(due.system, work)
    }
  }

  /** Ends what is on its way, and waits until this process sends nothing more. */
  async stop(): Promise<void> {
    this.stopped.abort()
    await Promise.allSettled(this.inHand.values())
  }

  private async tell({ requestId, person, way, system, key }: DueNotice): Promise<void> {
    const of = { requestId, person, way }
    await this.ports.reach('before-intent', `tell-${person}`)
    const intended = await this.journal.record({ type: 'intend-notice', ...of })
    if (!intended.ok) return
    const notices = intended.state.requests[requestId]?.notices ?? []
    const notice = notices.findLast((one) => one.person === person && one.way === way)
    if (notice === undefined) return
    const { attempt, perhapsTwice } = notice
    await this.ports.reach('after-intent', `tell-${person}`)
    try {
      const receipt = await this.send({ ...of, system, key, perhapsTwice })
      await this.ports.reach('after-reply', `tell-${person}`)
      await this.journal.record({ type: 'finish-notice', ...of, attempt, reference: receipt.requestId })
    } catch (error) {
      if (error instanceof LeaseLost || this.stopped.signal.aborted) throw error
      const fault =
        error instanceof ExecutorError ? error : new ExecutorError('in-doubt', 'failed', 'the attempt broke off')
      const wait = Math.max(leastWait, backOff(attempt), fault.retryAfterMilliseconds ?? 0)
      await this.journal.record({
        type: 'fail-notice',
        ...of,
        attempt,
        code: fault.code,
        message: fault.message,
        perhapsSent: fault.kind === 'in-doubt',
        retryInMilliseconds: fault.kind === 'refused' ? null : wait,
      })
      if (!(error instanceof ExecutorError)) this.onError(error)
    }
  }

  private async send(
    notice: Pick<DueNotice, 'requestId' | 'person' | 'way' | 'system' | 'key' | 'perhapsTwice'>,
  ): Promise<Receipt> {
    const { requestId, person, way, system, key, perhapsTwice } = notice
    const incident = await this.journal.load()
    const { clock, consoleUrl, registry, secret } = this.ports
    const address = (await this.journal.contacts(person))[way]
    if (address === undefined)
      throw new ExecutorError('refused', 'no-address', `the directory has no ${way} address of this person`)
    const binding = incident.environment.systems[system]
    if (binding === undefined) throw new ExecutorError('refused', 'unbound', `the environment binds no ${system}`)
    return registry.notice(way).send(
      { ...noticeText(incident, requestId, { consoleUrl, perhapsTwice }), address, perhapsTwice },
      {
        binding,
        environment: incident.environment,
        secret,
        signal: this.stopped.signal,
        now: () => clock.now(),
        idempotencyKey: key,
        deadlineMilliseconds: timing.requestDeadline,
        // Told at least once: what nobody answered for is sent again, so nothing bars it but the end of this work.
        leave: () => (this.stopped.signal.aborted ? Promise.reject(new Error('not sent: stopped')) : Promise.resolve()),
      },
    )
  }
}
