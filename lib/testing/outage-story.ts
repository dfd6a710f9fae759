import type { Actor } from '@/lib/domain/access/actor'
import type { Facts } from '@/lib/domain/system/resolved'
import type { LatestReading, LatestReadings } from '@/lib/domain/posture/sample'
import type { IncidentEvent } from '@/lib/domain/run/events/event'
import { project } from '@/lib/domain/run/project/project'
import type { IncidentState } from '@/lib/domain/run/state'
import type { IncidentInput, Person } from '@/lib/domain/view/incident-input'
import { frozenPlan, type FrozenPlan } from './read-frozen-plan'

export const day = '2026-11-19'
export const at = (time: string) => new Date(`${day}T${time}Z`).toISOString()

/** Orders moved to the west by the one-way step of an incident. */
export const crossing = {
  promotionBoundary: 'orders',
  region: 'west',
  at: at('02:47:12.000'),
  incident: 'INC-2041',
  step: 'S7',
}

const person = (id: string, name: string, title: string, roles: Person['roles']): Person => ({ id, name, title, roles })
export const people: Record<string, Person> = Object.fromEntries(
  [
    person('mara', 'Mara Okafor', 'Incident commander', ['commander']),
    person('tomas', 'Tomás Varga', 'Database lead', ['approver']),
    person('ines', 'Ines Duarte', 'Platform lead', ['approver']),
    person('kenji', 'Kenji Sato', 'Network lead', ['approver']),
    person('ruth', 'Ruth Adeyemi', 'VP Engineering', ['sponsor']),
  ].map((one) => [one.id, one]),
)
export const by = (id: string): Actor => ({ kind: 'person', person: id, account: `a-${id}` })
export const worker: Actor = { kind: 'worker', worker: 'w-2', token: 1 }

/** A history in the making: every line is an event of an incident's stream, in order, by somebody, at a time. */
export class Story {
  readonly events: { event: IncidentEvent; at: string; actor: Actor }[] = []

  constructor(readonly sample: FrozenPlan = frozenPlan()) {}

  tell(time: string, actor: Actor, ...events: IncidentEvent[]): this {
    for (const event of events) this.events.push({ event, at: at(time), actor })
    return this
  }

  state(): IncidentState {
    const recorded = this.events.map(({ event, at: when, actor }, index) => ({
      ...event,
      at: when,
      actor,
      sequence: index + 1,
    }))
    const state = project(null, recorded)
    if (state === null) throw new Error('the story has no event')
    return state
  }

  /** What a screen is given at a time of the day. */
  input(time: string, readings: LatestReadings = {}): IncidentInput {
    const { plan, environment } = this.sample
    return {
      state: this.state(),
      plan,
      environment,
      readings,
      records: [],
      persons: people,
      presence: [],
      now: at(time),
    }
  }

  proposed({ mode = 'live' as const, alert = true }: { mode?: IncidentState['mode']; alert?: boolean } = {}): this {
    const { plan, planHash, environment, environmentHash } = this.sample
    return this.tell('02:44:10.000', alert ? { kind: 'alert-source', source: 'Alertmanager' } : by('mara'), {
      type: 'incident.proposed',
      payload: {
        incidentId: 'i-1',
        number: 2041,
        plan: { key: plan.key, hash: planHash },
        environment: { name: environment.name, hash: environmentHash },
        mode,
        title: 'us-east-1 region failure',
        alert: alert
          ? {
              source: 'Alertmanager',
              name: 'CheckoutSLOBreach',
              fingerprint: '8c2e',
              startsAt: at('02:44:10.000'),
              labels: { region: 'us-east-1' },
            }
          : null,
      },
    })
  }

  impact(): this {
    const payload = { at: at('02:41:07.000'), source: 'vantage-eu', correction: false, reason: null }
    return this.tell('02:44:11.000', worker, { type: 'incident.impactRecorded', payload })
  }

  declared(): this {
    return this.tell('02:45:30.000', by('mara'), {
      type: 'incident.declared',
      payload: { class: 'region-failure', runbook: 'region-failover', statement: 'two zones dark' },
    })
  }

  duties(): this {
    for (const [duty, id] of Object.entries({
      commander: 'mara',
      database: 'tomas',
      platform: 'ines',
      network: 'kenji',
    }))
      this.tell('02:45:00.000', by('mara'), { type: 'incident.dutyAssigned', payload: { duty, person: id } })
    return this
  }

  armed(): this {
    const { planHash, environmentHash } = this.sample
    return this.tell('02:45:35.000', by('mara'), {
      type: 'run.started',
      payload: {
        runId: 'r-1',
        runbook: 'region-failover',
        planHash,
        environmentHash,
        promotionBoundary: 'orders',
        timeScale: '1',
      },
    })
  }

  /** A step from intent to its end; `commands` accepted at the first time. */
  step(id: string, from: string, until: string | null, commands: string[] = []): this {
    const base = { runId: 'r-1', step: id, attempt: 1 }
    this.tell(from, worker, {
      type: 'step.intended',
      payload: {
        ...base,
        kind: 'act',
        digest: 'd'.repeat(64),
        commands: commands.map((action, index) => ({ index, action, text: action, before: {} })),
        sendBefore: at(from),
      },
    })
    for (const [index] of commands.entries())
      this.tell(from, worker, {
        type: 'step.commandAccepted',
        payload: { ...base, command: index, requestId: null, facts: {}, outputs: {} },
      })
    if (until !== null) this.tell(until, worker, { type: 'step.succeeded', payload: { ...base, outputs: {} } })
    return this
  }

  approved(): this {
    const { planHash, environmentHash } = this.sample
    const digest = 'c'.repeat(64)
    this.tell('02:46:05.000', by('mara'), {
      type: 'approval.requested',
      payload: {
        runId: 'r-1',
        requestId: 'q-1',
        rule: 'A1',
        digest,
        content: {
          incidentId: 'i-1',
          runId: 'r-1',
          rule: 'A1',
          planHash,
          environmentHash,
          steps: [],
          loss: { boundMilliseconds: 1_500, unknownAccepted: null },
          unprovenAccepted: [],
        },
        duties: ['database', 'platform', 'network'],
        persons: 2,
        expiresAt: at('03:01:05.000'),
      },
    })
    const given = (duty: string) =>
      ({ type: 'approval.given', payload: { runId: 'r-1', requestId: 'q-1', digest, duty, statement: null } }) as const
    return this.tell('02:46:31.000', by('tomas'), given('database')).tell('02:46:54.000', by('ines'), given('platform'))
  }

  go(): this {
    return this.tell('02:47:02.000', by('mara'), {
      type: 'run.goGiven',
      payload: { runId: 'r-1', loss: loss(700, 930), requests: ['q-1'] },
    })
  }

  crossed(): this {
    const payload = { runId: 'r-1', step: 'S7', at: at('02:47:12.000'), requestId: '5f0c' }
    return this.tell('02:47:12.000', worker, { type: 'run.pointOfNoReturnCrossed', payload })
  }

  /** Up to the moment most pictures show: S7 is promoting, the point of no return is crossed. */
  static promoting(): Story {
    return new Story()
      .proposed()
      .impact()
      .duties()
      .declared()
      .armed()
      .step('S1', '02:45:36.000', '02:45:40.000')
      .step('S2', '02:45:41.000', '02:45:43.000')
      .step('S3', '02:45:41.000', '02:45:49.000', [
        'slack.postMessage',
        'statuspage.createIncident',
        'pagerduty.addNote',
      ])
      .step('S4', '02:45:41.000', '02:46:27.000')
      .approved()
      .go()
      .step('S6', '02:47:02.000', '02:47:10.000')
      .step('S7', '02:47:10.000', null, ['aws.rds.failoverGlobalCluster'])
      .crossed()
  }
}

export function loss(milliseconds: number | null, count: number | null) {
  return {
    milliseconds,
    count,
    noun: 'orders',
    measuredAt: at('02:47:02.000'),
    source: 'witness',
    unknown: milliseconds === null ? 'the standby does not answer' : null,
  }
}

/** The newest answer of a reading, taken `age` milliseconds before a time of the day. */
export function answer(reading: string, time: string, fields: Facts, age = 1_000): Record<string, LatestReading> {
  const observedAt = new Date(Date.parse(at(time)) - age).toISOString()
  return { [reading]: { reading, observedAt, receivedAt: observedAt, fields, error: null, source: reading } }
}

export function silence(reading: string, time: string, error = 'no reply'): Record<string, LatestReading> {
  return { [reading]: { reading, observedAt: null, receivedAt: at(time), fields: null, error, source: reading } }
}

/** A monitor's answer: for nine checks in a row it has worked, or not. */
export function check(reading: string, time: string, ok: boolean, age = 1_000): Record<string, LatestReading> {
  const since = new Date(Date.parse(at(time)) - age - 9_000).toISOString()
  return answer(reading, time, { ok, since, firstFailedAt: ok ? null : since, consecutive: 9 }, age)
}
