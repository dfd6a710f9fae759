import { may } from '../access/roles'
import { holdsCommand } from '../run/holds-command'
import { takeCommand } from './console/take-command'
import { unansweredRelapses } from './console/do-now/relapse'
import type { IncidentInput, Viewer } from './incident-input'
import { holdingIn } from './incident-input'
import { fullStop } from './format/full-stop'
import { incidentLabel, listWords } from './names'
import type { RelapseAsked, ShellView } from './shell-view'

/** Something that asks one person to act, wherever in the console they are. */
export interface Ask {
  /** The same for as long as it is the same asking; asked again, it is another. */
  key: string
  title: string
  detail: string
  /** Where it is answered. */
  href: string
}

/**
 * What a relapse asks of the viewer, until a run is armed for it: of whoever commands, and where nobody does, of
 * everybody who may take command.
 */
export function relapseAsked(input: IncidentInput, viewer: Viewer): RelapseAsked | null {
  const { state, environment } = input
  const [first, ...rest] = unansweredRelapses(input)
  if (first === undefined || state.closed !== null || !may(viewer.roles, 'run.arm')) return null
  if (!holdsCommand(holdingIn(input), viewer.person) && takeCommand({ ...holdingIn(input), state }, viewer) === null)
    return null
  return {
    incidentId: state.id,
    incident: incidentLabel(state),
    environment: environment.title,
    live: state.mode === 'live',
    tiers: listWords([first, ...rest].map(({ tier }) => tier)),
    since: first.since ?? '',
  }
}

/** Everything that asks the reader of a bar, the gravest first: as many as the mark in the tab's title counts. */
export function asksOf({ relapses, asked }: Pick<ShellView, 'relapses' | 'asked'>): Ask[] {
  const place = (one: { live: boolean; incident: string; environment: string }) =>
    `${one.live ? 'LIVE ' : ''}${one.incident}, ${one.environment}`
  return [
    ...relapses.map((one) => ({
      key: `relapse/${one.incidentId}/${one.tiers}/${one.since}`,
      title: `${place(one)}: ${one.tiers} down again`,
      detail: 'You are asked what to do now.',
      href: `/incidents/${one.incidentId}`,
    })),
    ...asked.map((one) => ({
      key: `${one.kind}/${one.requestId}/${one.lastAskedAt}`,
      title: `${place(one)}: your ${one.kind === 'approval' ? 'approval' : 'word'} is asked for`,
      detail: `${fullStop(one.title)}${one.expiresAt === null ? '' : ` It expires at ${one.expiresAt.slice(11, 19)} UTC.`}`,
      href: one.href,
    })),
  ]
}
