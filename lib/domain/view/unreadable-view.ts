import { may } from '../access/roles'
import { ask, type ActionView } from './console/action'
import type { Viewer } from './incident-input'
import { incidentLabel } from './names'

/** What can be said of an incident by its rows alone, where this process does not understand its journal. */
export interface UnreadableView {
  incident: { id: string; label: string; title: string; live: boolean; ended: boolean; environment: string }
  /** Which entry it is, and what to do. */
  why: string
  /** Runs that live, each with its abort: that needs no journal. */
  runs: { id: string; runbook: string; status: string; abort: ActionView }[]
}

export interface UnreadableInput {
  incident: { id: string; number: number; title: string; mode: string; environment: string; closedAt: Date | null }
  runs: readonly { id: string; runbook: string; status: string }[]
  why: string
}

export function buildUnreadableView({ incident, runs, why }: UnreadableInput, viewer: Viewer): UnreadableView {
  const { id, title, mode, environment, closedAt } = incident
  const live = mode === 'live'
  return {
    incident: { id, label: incidentLabel(incident), title, live, ended: closedAt !== null, environment },
    why,
    runs: runs.map((run) => ({ ...run, abort: abortAction(id, run.id, viewer) })),
  }
}

function abortAction(incidentId: string, runId: string, viewer: Viewer): ActionView {
  const hint =
    'Optional: it may be left out. It is on record at once, and nothing new leaves. A newer process writes its entry and finds out what became of what was sent.'
  return {
    key: `abort-${runId}`,
    label: 'Abort',
    verb: 'abort-run',
    input: { incidentId, runId },
    how: 'ask',
    shortcut: 'X',
    ask: ask('reason', 'Why stop?', hint, {
      optional: true,
      byHand: ['End the worker processes: without them nothing more is sent, and what was sent is not taken back.'],
    }),
    disabledBecause: may(viewer.roles, 'run.abort') ? null : 'A commander, approver or responder does this.',
  }
}
