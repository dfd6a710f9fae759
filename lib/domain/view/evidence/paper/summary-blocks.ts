import type { IncidentState } from '../../../run/state'
import { wholeNumber } from '../../format/amount'
import { stepTime } from '../../format/duration'
import { utcDateTime } from '../../format/instant'
import { costAt } from '../../money'
import { actorName, fullName } from '../../names'
import type { EvidenceInput } from '../evidence-input'
import type { EvidenceView } from '../evidence-view'
import { splitShares } from '../split-words'
import { column, fact, heading, paragraph, type PaperBlock, type PaperFact } from './blocks'

/** What it was, in which mode, when, and how it ended. */
export function summaryBlocks(input: EvidenceInput, view: EvidenceView, state: IncidentState | null): PaperBlock[] {
  const { incident, chain } = view
  return [
    heading('Summary'),
    {
      kind: 'facts',
      facts: [
        fact('incident', `${incident.label} ${incident.title}`),
        fact('mode', incident.live ? 'LIVE' : `DRILL, ${incident.mode}`),
        fact('state', incident.status),
        ...view.facts.map(({ name, value, mono }) => fact(name, value, mono)),
        ...(state === null ? [] : turningPoints(input, state)),
        ...costFacts(view),
        ...(view.notCovered === null ? [] : [fact('not covered by this runbook', view.notCovered)]),
        fact('journal', chain.words),
      ],
    },
    ...(chain.sound ? [] : [paragraph('This record cannot be trusted: its chain does not hold.', 'bad')]),
    ...(view.tiersUnknown === null ? [] : [paragraph(`UNKNOWN: ${view.tiersUnknown}.`, 'bad')]),
  ]
}

function turningPoints({ persons, plan }: EvidenceInput, state: IncidentState): PaperFact[] {
  const { impact, declared, closed, proposed } = state
  const title = plan?.disasterClasses.find(({ id }) => id === declared?.class)?.title ?? declared?.class ?? ''
  const run = state.runs.find(({ go }) => go !== null)
  const line = run?.pointOfNoReturn
  const fullActor = (by: typeof proposed.by) =>
    by.kind === 'person' ? fullName(persons, by.person) : actorName(persons, by)
  return [
    fact('impact', impact === null ? 'not recorded' : `${utcDateTime(impact.at)}, ${impact.source}`),
    fact('proposed', `${utcDateTime(proposed.at)}, ${fullActor(proposed.by)}`),
    fact(
      'declared',
      declared === null ? 'not declared' : `${utcDateTime(declared.at)}, ${title}, by ${fullActor(declared.by)}`,
    ),
    fact('GO', run?.go == null ? 'not given' : `${utcDateTime(run.go.at)}, by ${fullActor(run.go.by)}`),
    ...(line == null ? [] : [fact('point of no return', `${utcDateTime(line.at)}, ${line.step}`)]),
    fact('closed', closed === null ? 'still open' : `${utcDateTime(closed.at)}, by ${fullActor(closed.by)}`),
    ...(closed === null ? [] : [fact('closed because', closed.reason)]),
  ]
}

function costFacts({ money, now }: EvidenceView): PaperFact[] {
  if (money === null || money.stretches.length === 0) return []
  const running = money.stretches.some(({ until }) => until === null)
  const cost = `${wholeNumber(costAt(money.stretches, Date.parse(now)))} ${money.currency}`
  const words = money.real ? cost : `0 ${money.currency} real; ${cost} if live`
  return [fact('cost of downtime', running ? `${words}, still running at ${utcDateTime(now)}` : words)]
}

/** Each tier's promises against what was measured, and where the time went. */
export function measuredBlocks({ tiers }: EvidenceView): PaperBlock[] {
  const rows = tiers.flatMap(({ tier, services, figures }) =>
    figures.map(({ name, value, verdict, status, source }, index) => [
      index === 0 ? `${tier}: ${services}` : '',
      name,
      value ?? (status === 'unknown' ? 'UNKNOWN' : '–'),
      verdict,
      source ?? '',
    ]),
  )
  return [
    heading('Promised and measured'),
    {
      kind: 'table',
      columns: [
        column('Tier', 3),
        column('Figure', 2),
        column('Measured', 1.4),
        column('Verdict', 3),
        column('Source', 3),
      ],
      rows,
      none: 'Nothing could be measured.',
    },
    heading('Where the time went'),
    ...tiers.map(({ tier, split }): PaperBlock => {
      if (!split.known) return paragraph(`${tier}: UNKNOWN, ${split.why}.`)
      const { milliseconds, sustained } = split.split
      const until = sustained ? 'first sustained success' : 'first success, not yet sustained'
      return {
        kind: 'split',
        title: `${tier}: ${stepTime(milliseconds)}, impact to ${until}`,
        shares: splitShares(split.split),
      }
    }),
  ]
}
