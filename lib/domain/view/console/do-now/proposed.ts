import type { Proposal } from '../../../run/proposal-state'
import { agreeingDuties } from '../../../run/proposal'
import { isLive } from '../../../run/state'
import { fullStop } from '../../format/full-stop'
import { actorName, dutyAndHolder, listWords } from '../../names'
import { abandonAction, agreeAction, proposalWords, settleActions } from '../proposal-actions'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'

/** What somebody proposed and the viewer may agree to. */
export function agreeFirst(scene: Scene): DoNowView | null {
  const { input, run, runbook, viewer } = scene
  const agree = run === null ? null : agreeAction(input, run, runbook, viewer)
  if (run === null || run.proposal === null || agree === null || agree.disabledBecause !== null) return null
  const { proposal } = run
  const words = proposal.kind === 'abandon' ? proposal.reason : proposal.statement
  return say(
    agree.key,
    `Do you agree: ${proposalWords(proposal)}?`,
    `${actorName(input.persons, proposal.by)} says so: ${fullStop(words)}${leavesWords(proposal)} Look for yourself first. It counts once you agree; until then nothing changes.`,
    { row: proposal.kind === 'outcome' ? `step:${proposal.step}` : null, primary: agree, danger: true },
  )
}

/** What is agreed to be left as it is, step by step. */
function leavesWords(proposal: Proposal): string {
  if (proposal.kind !== 'abandon') return ''
  const { left, open } = proposal
  const stays = left.length === 0 ? ' Nothing of it stays.' : ` As they are stay ${listWords(left)}.`
  return open.length === 0 ? stays : `${stays} Begun and not ended: ${listWords(open)}.`
}

/**
 * The ways out that need a second person, last of what is offered; and to whoever may not agree, that one is waited for.
 */
export function withWaysOut(scene: Scene, view: DoNowView): DoNowView {
  const { input, run, runbook, viewer } = scene
  if (run === null || !isLive(run)) return view
  const oneWay = runbook.steps.find(({ id }) => id === runbook.pointOfNoReturn)
  const abandon = abandonAction(input, run, runbook, viewer)
  const ways = [
    ...(oneWay === undefined ? [] : settleActions(input, run, runbook, oneWay, viewer)),
    ...(abandon === null ? [] : [abandon]),
  ]
  const offered = new Set([view.primary, ...view.others].map((action) => action?.key))
  const others = ways.filter(({ key, disabledBecause }) => disabledBecause === null && !offered.has(key))
  return { ...view, detail: `${view.detail}${waitingWords(scene, view)}`, others: [...view.others, ...others] }
}

function waitingWords({ input, run, runbook }: Scene, view: DoNowView): string {
  const proposal = run?.proposal ?? null
  if (run === null || proposal === null || view.primary?.verb === 'agree-proposal') return ''
  const who = agreeingDuties({ ...input, run, runbook }, proposal).map((duty) => dutyAndHolder(input, duty))
  return ` ${actorName(input.persons, proposal.by)} proposes that ${proposalWords(proposal)}: it counts once a second person agrees, of ${who.join('; ')}.`
}
