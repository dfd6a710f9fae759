import type { ServingView } from './serving-view'

/** What every page says until it ends, whatever else it is about. Each names its environment. */
export type Alarm =
  | { kind: 'unprotected'; key: string; environment: string; since: string | null; words: string }
  | { kind: 'contradicted'; key: string; environment: string; since: string | null; words: string }
  | {
      kind: 'live-alert-during-drill'
      key: string
      environment: string
      since: string
      alert: string
      drill: { id: string; label: string }
      incident: { id: string; label: string; declared: boolean }
    }

/** What is wrong with where an environment runs. The same words as on its posture. */
export function servingAlarms(
  place: { planKey: string; environment: string; title: string },
  views: readonly ServingView[],
): Alarm[] {
  return views.flatMap(({ promotionBoundary, is, at, words, unprotected }): Alarm[] => {
    const key = `${place.planKey}/${place.environment}/${promotionBoundary}`
    const of = (kind: 'unprotected' | 'contradicted', since: string | null, said: string): Alarm => ({
      kind,
      key: `${kind}/${key}`,
      environment: place.title,
      since,
      words: said,
    })
    return [
      ...(is === 'contradicted' ? [of('contradicted', at, words)] : []),
      ...(unprotected === null ? [] : [of('unprotected', unprotected.since, unprotected.words)]),
    ]
  })
}

export interface OpenHere {
  id: string
  number: number
  mode: string
  title: string
  status: string
  proposedAt: string
}

/** Live incidents that were opened while a drill was under way in the same environment; until either is closed. */
export function drillAlarms(environment: string, open: readonly OpenHere[]): Alarm[] {
  const label = ({ number, mode }: OpenHere) =>
    `${mode === 'live' ? 'INC' : 'DRILL'}-${String(number).padStart(4, '0')}`
  return open
    .filter(({ mode }) => mode !== 'live')
    .flatMap((drill) =>
      open
        .filter(({ mode, proposedAt }) => mode === 'live' && proposedAt > drill.proposedAt)
        .map((live): Alarm => ({
          kind: 'live-alert-during-drill',
          key: `drill/${drill.id}/${live.id}`,
          environment,
          since: live.proposedAt,
          alert: live.title,
          drill: { id: drill.id, label: label(drill) },
          incident: { id: live.id, label: label(live), declared: live.status !== 'proposed' },
        })),
    )
}
