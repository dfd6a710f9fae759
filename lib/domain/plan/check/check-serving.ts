import { contradiction, info, wrong, type Finding } from '../finding'
import { suggest } from '../parse/closest'
import type { Path } from '../problem'
import type { Runbook } from '../schema/runbook'
import type { ServingRule } from '../schema/serving'
import { known } from './check-names'
import { checkPredicate } from './check-predicate'
import { nowhere } from './check-references'
import type { PlanIndex } from './index-plan'

/** How the plan tells where the system runs: every name leads somewhere, and what is read is judged at once. */
export function checkServing(index: PlanIndex): Finding[] {
  return (index.plan.serving ?? []).flatMap((rule, at) => checkRule(index, rule, ['serving', at], at))
}

function checkRule(index: PlanIndex, rule: ServingRule, path: Path, at: number): Finding[] {
  const boundaries = [...new Set(index.plan.links.map(({ promotionBoundary }) => promotionBoundary))]
  const { promotionBoundary: boundary, regions } = rule
  const first = (index.plan.serving ?? []).findIndex((one) => one.promotionBoundary === boundary)
  return [
    ...(boundaries.includes(boundary)
      ? []
      : [
          wrong(
            [...path, 'promotionBoundary'],
            'unknown-boundary',
            `no link has the promotion boundary ${boundary}: ${suggest(boundary, boundaries)}`,
            [['links']],
          ),
        ]),
    ...(first < at
      ? [wrong([...path, 'promotionBoundary'], 'repeated', `${boundary} has a rule already: keep one`)]
      : []),
    ...regions.flatMap((one, position) => {
      const here = [...path, 'regions', position]
      const before = regions.findIndex(({ region }) => region === one.region)
      return [
        ...known(index, 'regions', one.region, [...here, 'region']),
        ...(before < position
          ? [wrong([...here, 'region'], 'repeated', `${one.region} stands here twice: keep one`)]
          : []),
        ...(['serves', 'standby'] as const).flatMap((list) =>
          one[list].flatMap((predicate, number) => {
            const where = [...here, list, number]
            return [
              ...checkPredicate(index, predicate, where, nowhere),
              ...(predicate.hold === undefined
                ? []
                : [
                    contradiction(
                      [...where, 'hold'],
                      'hold',
                      'where the system runs is judged at once: leave hold out',
                    ),
                  ]),
            ]
          }),
        ),
      ]
    }),
  ]
}

/** Both ends of a runbook can be read where anything is read of its promotion boundary; where nothing is, that is said. */
export function checkEnds(index: PlanIndex, runbook: Runbook, path: Path): Finding[] {
  const rule = (index.plan.serving ?? []).find((one) => one.promotionBoundary === runbook.promotionBoundary)
  if (rule === undefined)
    return [
      info(
        [...path, 'promotionBoundary'],
        'serving-not-read',
        `no rule of serving says how to read which region serves ${runbook.promotionBoundary}: where it runs is UNKNOWN`,
      ),
    ]
  const of = (region: string) => rule.regions.find((one) => one.region === region)
  const missing = (end: 'from' | 'to') =>
    of(runbook[end]) === undefined
      ? [
          contradiction(
            [...path, end],
            'serving',
            `serving says nothing of ${runbook[end]} for ${runbook.promotionBoundary}: add the region there`,
          ),
        ]
      : []
  const standby = of(runbook.to)?.standby
  return [
    ...missing('from'),
    ...missing('to'),
    ...(standby?.length === 0
      ? [
          contradiction(
            [...path, 'to'],
            'serving',
            `serving never reads ${runbook.to} as a standby for ${runbook.promotionBoundary}: add standby there`,
          ),
        ]
      : []),
  ]
}
