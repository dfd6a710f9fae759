import type { Mode } from '@/lib/domain/run/events/incident-events'
import { attestedWords } from './attested-words'
import { IncidentStory } from './incident-story'

/**
 * The night of the sample plan, chapter by chapter: each function tells it up to one moment. Used by tests of screens
 * and of exports, so that all of them speak about the same incident.
 */
export function proposed(mode: Mode = 'live'): IncidentStory {
  const story = new IncidentStory(mode)
  story.alert({
    type: 'receive-alert',
    source: 'Alertmanager',
    name: 'CheckoutSLOBreach',
    fingerprint: '8c2e',
    status: 'firing',
    startsAt: '2026-11-19T02:44:07.000Z',
  })
  story.worker({
    type: 'see-failure',
    tier: 'T0',
    at: '2026-11-19T02:41:07.000Z',
    source: 'Checkout, seen from Europe',
  })
  return readable(story)
}

/** The readings of a world in which us-west-2 is healthy and 0.70 s behind. */
export function readable(story: IncidentStory): IncidentStory {
  return story
    .reads('witness', { lastAt: '2026-11-19T02:41:07.000Z', sequence: 90_000, ratePerSecond: 1_329, orders: 90_000 })
    .reads('west-heartbeat', {
      writtenAt: '2026-11-19T02:41:06.300Z',
      sequence: 4_100,
      region: 'us-west-2',
      inRecovery: true,
    })
    .reads('east-member', { failoverState: '', targetIsWriter: true, synchronization: '' })
    .reads('global-cluster', {
      failoverState: '',
      dataLossAllowed: false,
      targetIsWriter: false,
      writer: 'arn:aws:rds:us-east-1:447120938856:cluster:orderflow-use1',
      targetStatus: 'available',
      synchronization: 'connected',
      engineVersion: '16.8',
      endpoint: 'orderflow-global.example',
      targetHasInstance: true,
    })
}

export function declared(mode: Mode = 'live'): IncidentStory {
  const story = proposed(mode).at('02:45:30')
  story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'us-east-1 does not answer' })
  return readable(story)
}

/** The page is acknowledged, and the run started. */
export function started(mode: Mode = 'live'): IncidentStory {
  const story = declared(mode).at('02:45:35')
  const acknowledged = { value: 'Q2K9', observedAt: story.now(), source: 'PagerDuty', unknown: null }
  story.worker({
    type: 'judge-gate',
    runbook: 'region-failover',
    gate: 'P1',
    verdict: 'met',
    readings: [{ reading: 'pagerduty-incident.id', ...acknowledged }],
    reason: 'acknowledged by M. Okafor',
  })
  return story.by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
}

export function armed(mode: Mode = 'live'): IncidentStory {
  const story = started(mode)
  story.does('S1').at('02:45:40').does('S2').does('S3', { incidentId: 'sp-1' }).starts('S4').accepts('S4')
  return readable(story)
}

export function gatesOpen(mode: Mode = 'live'): IncidentStory {
  const story = armed(mode).at('02:45:58')
  for (const gate of ['P2', 'P3', 'P5'])
    story.worker({ type: 'judge-gate', runbook: 'region-failover', gate, verdict: 'met', readings: [], reason: 'read' })
  for (const gate of story.plan.runbooks.find(({ id }) => id === 'region-failover')?.gates ?? []) {
    if (gate.attest === undefined) continue
    const statement = attestedWords(story.plan, gate.id)
    story.by('mara-okafor', { type: 'attest-gate', runbook: 'region-failover', gate: gate.id, statement })
  }
  return readable(story)
}

export function asked(mode: Mode = 'live'): IncidentStory {
  const story = gatesOpen(mode).at('02:46:05')
  story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
  return readable(story)
}

export function request(story: IncidentStory): { requestId: string; digest: string } {
  const newest = Object.values(story.state.requests).at(-1)
  return { requestId: newest?.id ?? '', digest: newest?.digest ?? '' }
}

export function approvedOnce(mode: Mode = 'live'): IncidentStory {
  const story = asked(mode).at('02:46:31')
  return readable(story.by('tomas-varga', { type: 'give-approval', ...request(story) }))
}

export function approved(mode: Mode = 'live'): IncidentStory {
  const story = approvedOnce(mode).at('02:46:54')
  return readable(story.by('ines-duarte', { type: 'give-approval', ...request(story) }))
}

/** Asked for again and approved by two: what was approved before has changed. */
export function approvedAgain(story: IncidentStory): IncidentStory {
  story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
  for (const approver of ['tomas-varga', 'ines-duarte'])
    story.by(approver, { type: 'give-approval', ...request(story) })
  return story
}

export function gone(mode: Mode = 'live'): IncidentStory {
  const story = approved(mode).at('02:47:02')
  return readable(story.by('mara-okafor', { type: 'give-go', runId: story.runId() }))
}

/** 41 s past the point of no return: S7 runs. */
export function promoting(mode: Mode = 'live'): IncidentStory {
  const story = gone(mode)
  story.starts('S6').accepts('S6').at('02:47:10').succeeds('S6').starts('S7').at('02:47:12').accepts('S7')
  story.at('02:47:31').judges('S7', 0, 'unmet', 'failing-over').judges('S7', 1, 'unmet', false)
  readable(story.at('02:47:51'))
  story.reads('global-cluster', {
    ...story.readings['global-cluster']?.fields,
    failoverState: 'failing-over',
    dataLossAllowed: true,
  })
  story.reads('global-write', { accepted: false, region: '', sqlstate: '25006' })
  story
    .at('02:47:13')
    .reads('west-heartbeat', { ...story.readings['west-heartbeat']?.fields })
    .at('02:47:53')
  return story.cannotRead('west-heartbeat', 'no reply')
}

export function recovered(mode: Mode = 'live'): IncidentStory {
  const story = promoting(mode)
  story.at('02:48:41').succeeds('S7').does('S10').at('02:48:50').succeeds('S4').does('S11')
  story.at('02:49:10').does('S12').starts('S13')
  story
    .at('02:49:36')
    .worker({ type: 'see-recovery', tier: 'T0', at: '2026-11-19T02:49:36.000Z', source: 'three monitors' })
  return story
}

export function proven(mode: Mode = 'live'): IncidentStory {
  const story = recovered(mode).at('02:50:36')
  story.worker({ type: 'prove-recovery', tier: 'T0', at: '2026-11-19T02:50:36.000Z', source: 'three monitors' })
  return story.succeeds('S13')
}

/** Only S20 is left, which reads for half an hour. */
export function watched(mode: Mode = 'live'): IncidentStory {
  const story = proven(mode).at('02:50:40').does('S19').does('S21').starts('S20')
  return story.worker({ type: 'release-boundary', runId: story.runId() })
}

/** Checkout fails again in us-west-2, a quarter of an hour into the watch. */
export function relapsed(mode: Mode = 'live'): IncidentStory {
  const story = watched(mode).at('03:05:05')
  return story.worker({ type: 'see-failure', tier: 'T0', at: '2026-11-19T03:05:00.000Z', source: 'three monitors' })
}

export function armedAgain(mode: Mode = 'live'): IncidentStory {
  return relapsed(mode).at('03:06:00').by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
}
