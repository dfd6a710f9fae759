import type { runEvents } from '../events/run-events'
import { stopWord } from '../where-stands'
import type { Describers } from './description'
import { lossFigureWords, requestWords } from './fact-words'

export const runDescribers: Describers<keyof typeof runEvents> = {
  'run.started': ({ runbook, planHash, inDoubt }, words) => ({
    kind: 'decision',
    what: `armed ${words.runbook(runbook)}`,
    restsOn: `plan ${planHash.slice(0, 7)}${inDoubt === undefined ? '' : `; ${inDoubt} is in doubt since an earlier run`}`,
    key: true,
  }),
  'run.goGiven': ({ loss }) => ({
    kind: 'decision',
    what: 'GO',
    restsOn: loss === null ? '' : `loss ${lossFigureWords(loss, false)}`,
    key: true,
  }),
  'run.paused': ({ reason }) => ({ kind: 'decision', what: 'paused', restsOn: reason, key: true }),
  'run.resumed': ({ goAgain }) => ({
    kind: 'decision',
    what: goAgain === true ? 'resumed, GO to be given again' : 'resumed',
    key: true,
  }),
  'run.abortRequested': ({ reason, stands }) => ({
    kind: 'decision',
    what: stopWord(stands).toLowerCase(),
    restsOn: reason,
    key: true,
  }),
  'run.stopped': ({ forwardOnly }) => ({
    kind: 'step',
    what: 'stopped, every outcome known',
    restsOn: forwardOnly ? 'only forward is safe' : 'undo is on offer',
    key: true,
  }),
  'run.rollbackRequested': ({ reason }) => ({ kind: 'decision', what: 'roll back', restsOn: reason, key: true }),
  'run.rolledBack': () => ({ kind: 'step', what: 'rolled back', key: true }),
  'run.rollbackStopped': ({ left, notLookedOver }) => ({
    kind: 'step',
    what: notLookedOver === true ? 'rollback stopped' : 'rollback stopped, every outcome known',
    restsOn: [...leftWords(left), ...unlookedWords(notLookedOver)].join('; '),
    key: true,
  }),
  'run.pointOfNoReturnCrossed': ({ runId, step, requestId, confirmed }, words) => ({
    kind: confirmed === true ? 'decision' : 'step',
    what: `${step} ${confirmed === true ? 'confirmed by a second person' : 'accepted'}: point of no return`,
    restsOn: requestWords(requestId),
    step,
    tier: words.step(runId, step)?.tier ?? null,
    key: true,
  }),
  'run.lookedOver': ({ found }) => ({
    kind: 'step',
    what: 'looked over, since entries may have been lost with the console’s database',
    restsOn: [
      ['in the world without an entry', found.filter(({ untold }) => untold !== true)] as const,
      ['not to be told of, so left to people', found.filter(({ untold }) => untold === true)] as const,
    ]
      .flatMap(([words, steps]) => (steps.length === 0 ? [] : `${words}: ${steps.map(({ step }) => step).join(', ')}`))
      .join('; '),
  }),
  'run.boundaryReleased': ({ left }) => ({
    kind: 'step',
    what: 'only watches from here, and bars no other run',
    restsOn: left.length === 0 ? '' : `left: ${left.join(', ')}`,
  }),
  'run.superseded': ({ by, left }) => ({
    kind: 'decision',
    what: `ended: ${by} takes its place`,
    restsOn: left.length === 0 ? '' : `not done: ${left.join(', ')}`,
    key: true,
  }),
  'run.abandonProposed': ({ reason }) => ({
    kind: 'decision',
    what: 'proposed to abandon the run',
    restsOn: reason,
    key: true,
  }),
  'run.abandoned': ({ proposal, reason, left, open, notLookedOver }) => ({
    kind: 'decision',
    what: `agreed to #${proposal}: run abandoned`,
    restsOn: [
      reason,
      ...(open.length === 0 ? [] : [`not ended: ${open.join(', ')}`]),
      ...leftWords(left),
      ...unlookedWords(notLookedOver),
    ].join('; '),
    key: true,
  }),
  'run.completed': ({ outcome }) => ({
    kind: 'proof',
    what: `run completed: ${outcome.replaceAll('-', ' ')}`,
    key: true,
  }),
}

function leftWords(left: readonly string[]): string[] {
  return left.length === 0 ? [] : [`not undone: ${left.join(', ')}`]
}

function unlookedWords(notLookedOver: true | undefined): string[] {
  return notLookedOver === true ? ['what lost entries may have told of was not looked for'] : []
}
