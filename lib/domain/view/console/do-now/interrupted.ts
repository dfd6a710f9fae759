import { may } from '../../../access/roles'
import type { Runbook } from '../../../plan/schema/runbook'
import { isLive } from '../../../run/state'
import type { RunState } from '../../../run/state'
import { type Interruption, interruptions, interruptionWords } from '../../interruption'
import { whereStands } from '../../../run/where-stands'
import { runActions } from '../run-actions'
import type { DoNowView, Scene } from './do-now-view'

/** What is real goes first: a drill leads away from itself, and stopping it is offered beside whatever it asked for. */
export function interrupted(scene: Scene, drill: DoNowView): DoNowView {
  const [first, ...more] = interruptionsOf(scene)
  if (first === undefined) return drill
  const { input, run, runbook, viewer } = scene
  const stop =
    run === null || run.status === 'stopping' || run.status === 'stopped'
      ? undefined
      : runActions(input, run, runbook, viewer).find(({ verb }) => verb === 'abort-run')
  const own = [...(drill.primary === null ? [] : [drill.primary]), ...drill.others]
  const others =
    more.length === 0 ? '' : ` So ${more.length === 1 ? 'is' : 'are'} ${more.map(({ label }) => label).join(', ')}.`
  return {
    ...drill,
    key: `interrupted-${first.id}-${first.declared ? 'declared' : 'proposed'}-${drill.key}`,
    headline: `${first.label} is real: ${first.title}`,
    detail: `${interruptionWords(first)}${others} ${wayOn(first, run, runbook)} The drill: ${drill.headline}.`,
    primary: null,
    link: { key: `live-${first.id}`, label: `Go to ${first.label}, live`, href: first.href },
    others: [
      ...(stop === undefined || !may(viewer.roles, 'run.abort') ? [] : [stop]),
      ...own.filter(({ verb }) => verb !== stop?.verb),
    ],
    danger: true,
  }
}

function interruptionsOf({ input: { state, nearby } }: Scene): Interruption[] {
  if (state.closed !== null) return []
  const drill = {
    mode: state.mode,
    planKey: state.plan.key,
    environment: state.environment.name,
    proposedAt: state.proposed.at,
  }
  return interruptions(drill, nearby ?? [])
}

/** A drill's run that holds the promotion boundary bars the real one: that is why it is stopped first. */
function wayOn({ label }: Interruption, run: RunState | null, runbook: Runbook): string {
  if (run === null || !isLive(run) || run.released !== null) return 'Nothing of this drill bars it.'
  if (run.status === 'stopping' && run.goingBack !== null)
    return `${run.id} bars arming in ${label} until what is under way is known; then it ends by itself.`
  if (run.status === 'rolling-back')
    return `${run.id} is being undone and bars arming in ${label}: abort it here to end it now, with the rest left as it is.`
  if (run.status === 'stopped')
    return `${run.id} bars arming in ${label} until it is undone or ends.${undoHere(run, runbook)}`
  return `${run.id} bars arming in ${label}: stop it here.`
}

/** The soonest end of a run that may still go back: an abort on the way back waits for no further undo. */
function undoHere(run: RunState, runbook: Runbook): string {
  if (whereStands(run, runbook) !== 'before') return ''
  return ' Undo it here; an abort meanwhile ends it, with the rest left as it is.'
}
