import type { Runbook } from '../../plan/schema/runbook'
import type { Tier } from '../../plan/schema/plan'
import type { RunState } from '../../run/state'
import { currentRun } from '../../run/state'
import { type TierNow, tierNow } from '../../run/tier-now'
import { utcClock } from '../format/instant'
import type { IncidentInput } from '../incident-input'
import type { NoForecast } from '../no-forecast'
import { recoveryForecast, type RecoveryForecast } from '../recovery-forecast'
import { fullName } from '../names'
import { criticalPath } from '../../plan/graph'
import { scaleTime } from '../../plan/scale-time'
import { inSentence, isPlural, plainRegion, tierSubject } from './plain-names'
import { spanWords, strong, text, type Sentence } from './sentence'

export interface ExpectedBack {
  p50: number
  p95: number
}

/** When a tier is expected back, as instants: what the console foretells, once the move has begun. Null: nobody can tell. */
export function expectedBack(input: IncidentInput, runbook: Runbook | null, tier: Tier): ExpectedBack | null {
  const forecast = foretold(input, runbook, tier)
  if (forecast === null || 'because' in forecast || forecast.from === 'now') return null
  return { p50: forecast.p50, p95: forecast.p95 }
}

function foretold(input: IncidentInput, runbook: Runbook | null, tier: Tier): RecoveryForecast | null {
  if (runbook === null || currentRun(input.state) === null) return null
  return recoveryForecast(input, runbook, tierNow(input.state, input.plan, tier, input.readings, input.now))
}

/** Why nobody can tell, without a word of the room. */
const cannotTell: Readonly<Record<NoForecast['kind'], string>> = {
  'no-run': '',
  'called-off': ': the move was called off',
  stopped: ': the move was stopped',
  paused: ': the move is paused',
  stuck: ': something did not work, and the team is on it',
  people: ': the move waits for people',
  unread: ': at this moment nothing of the move can be seen',
  'nothing-left': '',
  'not-planned': '',
}

export function expectedSentence(input: IncidentInput, runbook: Runbook | null, tier: Tier): Sentence {
  const { state, plan } = input
  const is = tierNow(state, plan, tier, input.readings, input.now)
  if (is.is === 'answering')
    return [
      text(`${isPlural(plan, tier.id) ? 'They have' : 'It has'} answered again since `),
      strong(utcClock(is.since ?? input.now)),
      text('. We are watching whether it lasts.'),
    ]
  const run = currentRun(state)
  const back = expectedBack(input, runbook, tier)
  if (back !== null) return [{ kind: 'expected', ...back }]
  const cannot = (why: string): Sentence => [
    text('We '),
    strong('cannot tell yet'),
    text(` when it will be back${why}.`),
  ]
  if (run === null || runbook === null) return cannot('')
  // What this run was to do it has done: it moved, and it did not last.
  if (is.again && run.started.at < (is.since ?? '')) return cannot(': the team is deciding what to do')
  if (run.goingBack !== null) return cannot(cannotTell['called-off'])
  const forecast = foretold(input, runbook, tier)
  // It has begun, and nothing that is left of it brings the tier back; or it waits, and nobody can tell for how long.
  if (forecast !== null && 'because' in forecast) return cannot(cannotTell[forecast.kind])
  const planned = (quantile: 'p50' | 'p95') => criticalPath(runbook, tier.id, quantile)?.milliseconds ?? null
  const [p50, p95] = [planned('p50'), planned('p95')]
  if (p50 === null || p95 === null) return cannot('')
  const span = spanWords(scaleTime(input.environment, p50), scaleTime(input.environment, p95))
  return [text('Expected back '), strong(span), text(' after the move has begun. It has not begun yet.')]
}

/** Where things stand, in two or three sentences; what was seen, then what is being done, then whether it can be undone. */
export function situation(input: IncidentInput, runbook: Runbook | null, tier: Tier | null): string {
  const { state, plan } = input
  const said: string[] = []
  const from = runbook === null ? null : plainRegion(plan, runbook.from)
  const to = runbook === null ? null : plainRegion(plan, runbook.to)
  const is = tier === null ? null : tierNow(state, plan, tier, input.readings, input.now)
  const [first] = is?.outages ?? []
  if (first === undefined) said.push(...saidOnly(input, is))
  else if (tier !== null && is !== null) {
    const subject = tierSubject(plan, tier.id)
    const where = from === null || is.again ? '' : ` in ${from}`
    said.push(`Seen from outside, ${inSentence(subject)} stopped working${where} at ${utcClock(first.from)}.`)
    const last = is.outages.at(-1)
    if (is.again && last !== undefined)
      said.push(`${isPlural(plan, tier.id) ? 'They' : 'It'} stopped working again at ${utcClock(last.from)}.`)
  }
  const run = currentRun(state)
  const isBack = is?.is === 'back'
  // A run from before the last outage has nothing more to say about it.
  const answered = is !== null && is.again && !isBack && run !== null && run.started.at < (is.since ?? '')
  if (state.closed === null)
    said.push(
      ...(answered
        ? ['The team knows, and is deciding what to do.']
        : doing(state.status === 'proposed', isBack, run, to, runbook)),
    )
  else said.push(`The incident ended at ${utcClock(state.closed.at)}.`)
  return said.join(' ')
}

/** Somebody's word on an impact is said as that, beside what the checks outside say of it. */
function saidOnly({ state, persons }: IncidentInput, is: TierNow | null): string[] {
  if (state.impact !== null || state.impactSaid === null) return []
  const { at, mark } = state.impactSaid
  const seen =
    state.closed !== null
      ? 'The outside checks did not see it.'
      : is?.is === 'working'
        ? 'The outside checks have not seen it.'
        : is?.is === 'failing'
          ? 'The outside checks fail now, and count as an outage once that has lasted.'
          : 'The outside checks cannot tell.'
  const who = mark.by.kind === 'person' ? fullName(persons, mark.by.person) : 'The console'
  return [`${who} ${state.closed === null ? 'says' : 'said'} that it began at ${utcClock(at)}. ${seen}`]
}

function doing(
  proposed: boolean,
  isBack: boolean,
  run: RunState | null,
  to: string | null,
  runbook: Runbook | null,
): string[] {
  const place = to ?? 'the other region'
  const line = runbook?.pointOfNoReturn ?? null
  if (run === null)
    return [
      proposed ? 'The team is looking into it. Nothing is decided yet.' : `The team is preparing to move to ${place}.`,
    ]
  switch (run.status) {
    case 'arming':
      return [`The team is preparing to move to ${place}. Everything done so far can be taken back.`]
    case 'completed':
      return [`${place} has taken over.`]
    case 'rolling-back':
      return ['The move was called off. What had been prepared is being taken back.']
    case 'superseded':
      return [`The team is preparing to move to ${place} again.`]
    case 'rolled-back':
      return ['The move was called off, and what had been prepared was taken back.']
    case 'abandoned':
      return ['The move was given up where it stood. What was done of it stays.']
    case 'rollback-stopped':
      return [
        'The move was called off. What had been prepared is not being taken back any further: what is left of it stays.',
      ]
    case 'stopping':
    case 'stopped':
      return [
        run.forwardOnly
          ? 'The move was stopped past the point where going back is possible. It can only go on from there.'
          : 'The move was stopped before anything that cannot be taken back.',
      ]
    case 'going': {
      if (isBack) return [`${place} has taken over. The team is finishing what comes after.`]
      if (run.pointOfNoReturn !== null)
        return [
          `${place} is taking over.`,
          'The team is past the point where going back is possible, so the only safe way is forward.',
        ]
      const intended = line === null ? undefined : run.steps[line]?.attempts.findLast((one) => one.kind === 'act')
      return intended === undefined || intended.ended?.outcome === 'withdrawn'
        ? [`The move to ${place} has begun. It can still be stopped.`]
        : [`The move to ${place} has begun. Whether it can still be stopped is not certain at this moment.`]
    }
  }
}
