import { servingStates, type ServingInput } from '../../posture/serving-state'
import { aloneSentence, plainServing } from './alone-sentence'
import { isPlural, tierServices, tierSubject } from './plain-names'
import { checksOf, seenFromOutside } from './seen-from-outside'
import { strong, text, type Sentence } from './sentence'
import type { SponsorService } from './service-rows'
import type { SponsorView } from './sponsor-view'

/** The sponsor's page while no incident is open: says that nothing is wrong only where somebody looked and saw it. */
export function buildCalmView(input: ServingInput): SponsorView {
  const { plan, readings, now } = input
  const states = servingStates(input)
  const alone = aloneSentence(plan, states)
  const watched = plan.tiers.filter((tier) => tier.outside !== undefined)
  const seen = watched.map((tier) => ({ tier, ...seenFromOutside(plan, tier, readings, now) }))
  const failing = seen.find(({ is }) => is === 'failing')
  const unknown = seen.find(({ is }) => is === 'unknown')
  const working = seen[0]
  const headline = (): Sentence => {
    if (failing !== undefined)
      return [
        text(`${tierSubject(plan, failing.tier.id)} ${isPlural(plan, failing.tier.id) ? 'fail' : 'fails'} in `),
        strong(checksOf(failing.failing, failing.places)),
        text('. The team has not opened an incident yet.'),
      ]
    if (working === undefined || unknown !== undefined)
      return [text('No incident is open. We '), strong('cannot tell at this moment'), text(' what customers see.')]
    return [
      ...(alone === null ? [text('Nothing is wrong. ')] : []),
      text(`${tierSubject(plan, working.tier.id)} ${isPlural(plan, working.tier.id) ? 'work' : 'works'} in `),
      strong(checksOf(working.places, working.places)),
      text('.'),
    ]
  }
  return {
    mode: 'none',
    status: 'none',
    ended: null,
    banner: 'no incident',
    now,
    serving: states.map(plainServing),
    sentences: [headline(), ...(alone === null ? [] : [alone])],
    situation: 'This page changes by itself as soon as that is different.',
    bar: null,
    odds: null,
    services: plan.tiers.map((tier): SponsorService => {
      const state = seen.find((one) => one.tier.id === tier.id)?.is
      const names = tierServices(plan, tier.id)
      const of = { is: state ?? 'not-watched', names } as const
      if (state === 'working') return { ...of, status: 'ok', word: 'working', back: '' }
      if (state === 'failing') return { ...of, status: 'breached', word: 'failing', back: '' }
      return { ...of, status: 'unknown', word: state === undefined ? 'not measured' : 'unknown', back: '' }
    }),
    decided: [],
    told: [],
  }
}
