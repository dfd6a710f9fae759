import { readingDefinition, readingDefinitions, systemKinds } from '../../system/catalogue'
import { suggest } from '../parse/closest'
import { contradiction, wrong, type Finding } from '../finding'
import type { Path } from '../problem'
import type { Reading, System } from '../schema/plan'
import { duplicates, known, repeated } from './check-names'
import { checkDisasterClass } from './check-class'
import { checkParameters } from './check-parameters'
import { checkField } from './check-predicate'
import { nowhere, type Scope } from './check-references'
import { checkServing } from './check-serving'
import type { ListName, PlanIndex } from './index-plan'
import { systemFits } from './system-fits'

/** What a plan holds besides its runbooks: every name leads somewhere, every kind exists and gets what it needs. */
export function checkContent(index: PlanIndex): Finding[] {
  const { plan } = index
  const lists: [ListName | 'disasterClasses', string][] = [
    ['regions', 'region'],
    ['tiers', 'tier'],
    ['services', 'service'],
    ['links', 'link'],
    ['disasterClasses', 'disaster class'],
    ['duties', 'duty'],
    ['systems', 'system'],
    ['readings', 'reading'],
    ['runbooks', 'runbook'],
  ]
  return [
    ...lists.flatMap(([list, noun]) => duplicates(plan[list], [list], noun)),
    ...plan.services.flatMap(({ tier }, at) => known(index, 'tiers', tier, ['services', at, 'tier'])),
    ...plan.tiers.flatMap((_, at) => checkTier(index, at)),
    ...plan.links.flatMap((_, at) => checkLink(index, at)),
    ...checkServing(index),
    ...plan.disasterClasses.flatMap((_, at) => checkDisasterClass(index, at)),
    ...plan.systems.flatMap((system, at) => checkSystem(index, system, at)),
    ...plan.readings.flatMap((reading, at) => checkReading(index, reading, at)),
  ]
}

function checkTier(index: PlanIndex, at: number): Finding[] {
  const outside = index.plan.tiers[at]?.outside
  const monitors = outside?.monitors ?? []
  const path = ['tiers', at, 'outside', 'monitors']
  const asked = outside?.failing?.monitors ?? 0
  const few = `${asked} monitors cannot fail where there ${monitors.length === 1 ? 'is' : 'are'} ${monitors.length}`
  return [
    ...repeated(monitors, path),
    ...(asked > monitors.length
      ? [wrong(['tiers', at, 'outside', 'failing', 'monitors'], 'more-monitors-than-there-are', few)]
      : []),
    ...monitors.flatMap((monitor, position) => {
      const reading = index.readings.get(monitor)
      if (reading === undefined) return known(index, 'readings', monitor, [...path, position])
      // A kind nobody knows is a finding of the reading itself.
      if (reading.kind === 'synthetic.monitor' || readingDefinition(reading.kind) === undefined) return []
      const message = `${monitor} is a ${reading.kind}: a monitor is a reading of kind synthetic.monitor`
      return [wrong([...path, position], 'not-a-monitor', message)]
    }),
  ]
}

function checkLink(index: PlanIndex, at: number): Finding[] {
  const link = index.plan.links[at]
  if (link === undefined) return []
  const path = ['links', at]
  return [
    ...known(index, 'regions', link.from, [...path, 'from']),
    ...known(index, 'regions', link.to, [...path, 'to']),
    ...(link.from === link.to ? [wrong([...path, 'to'], 'same-region', 'a link leads to another region')] : []),
    ...link.tiers.flatMap((tier, position) => known(index, 'tiers', tier, [...path, 'tiers', position])),
    ...repeated(link.tiers, [...path, 'tiers']),
    ...(link.lag === undefined ? [] : checkField(index, link.lag, [...path, 'lag'], 'number', nowhere).findings),
  ]
}

function checkSystem(index: PlanIndex, system: System, at: number): Finding[] {
  const path = ['systems', at]
  return [
    ...(system.region === null ? [] : known(index, 'regions', system.region, [...path, 'region'])),
    ...(systemKinds().includes(system.kind)
      ? []
      : [
          wrong(
            [...path, 'kind'],
            'unknown-kind',
            `no system of kind ${system.kind}: ${suggest(system.kind, systemKinds())}`,
          ),
        ]),
  ]
}

function checkReading(index: PlanIndex, reading: Reading, at: number): Finding[] {
  const path = ['readings', at]
  const definition = readingDefinition(reading.kind)
  const findings = [...known(index, 'systems', reading.system, [...path, 'system']), ...checkAges(reading, path)]
  if (definition === undefined) {
    const kinds = readingDefinitions().map(({ kind }) => kind)
    const message = `no reading of kind ${reading.kind}: ${suggest(reading.kind, kinds)}`
    return [...findings, wrong([...path, 'kind'], 'unknown-kind', message)]
  }
  return [
    ...findings,
    ...systemFits(index, definition, reading.system, [...path, 'system']),
    ...checkParameters(index, definition.parameters, reading.with, [...path, 'with'], anyStep(index)),
  ]
}

/** A reading that grows old before it is taken again is UNKNOWN every time in between. */
function checkAges({ every, maxAge }: Reading, path: Path): Finding[] {
  if (every <= 0)
    return [contradiction([...path, 'every'], 'every', 'a reading is taken at intervals: write 1s or more')]
  if (maxAge > every) return []
  return [contradiction([...path, 'maxAge'], 'max-age', `maxAge must be longer than every, ${every / 1000}s`)]
}

/** A reading's references to outputs are judged where it is used; here they only have to name a step at all. */
function anyStep(index: PlanIndex): Scope {
  const steps = index.plan.runbooks.flatMap((runbook) => runbook.steps)
  const [first] = index.plan.runbooks
  const [template] = steps
  if (first === undefined || template === undefined) return nowhere
  const id = '(reading)'
  const step = { ...template, id, after: steps.map((one) => one.id) }
  return { runbook: { ...first, steps: [...steps, step] }, step, stepsPath: ['runbooks'] }
}
