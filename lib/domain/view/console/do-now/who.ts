import { holdingIn } from '../../incident-input'
import type { Permission } from '../../../access/roles'
import { may, permissions } from '../../../access/roles'
import { commandRefusal, holderOf } from '../../../run/holds-command'
import { listWords, whoMay } from '../../names'
import type { ActionView } from '../action'
import { commandDutyOf } from '../take-command'
import type { DoNowView, Scene } from './do-now-view'

/**
 * Puts an action before whoever may press it. Anybody else sees the same sentence and who may instead of the button,
 * so that a refusal never has to be tried to be understood.
 */
export function offer(scene: Scene, permission: Permission, view: DoNowView, primary: ActionView): DoNowView {
  if (may(scene.viewer.roles, permission)) {
    if (commandRefusal(holdingIn(scene.input), scene.viewer.person, permission) === null) return { ...view, primary }
    return { ...view, others: [], refusal: commandWords(scene) }
  }
  const names = whoMay(scene.input, permissions[permission])
  return {
    ...view,
    others: [],
    refusal:
      names.length === 0
        ? `Nobody here may: it needs the role ${permissions[permission].join(' or ')}.`
        : `${listWords(names.slice(0, 3))} may do this.`,
  }
}

export function commandDuty({ input }: Scene): string | null {
  return commandDutyOf(input.plan)
}

export function commanderName(scene: Scene): string {
  const duty = commandDuty(scene)
  const holder = duty === null ? undefined : holderOf(holdingIn(scene.input), duty)
  return holder === undefined ? 'the commander' : (scene.input.persons[holder]?.name ?? holder)
}

/** Who commands instead, or that somebody has to first. */
function commandWords(scene: Scene): string {
  const duty = commandDuty(scene)
  return duty === null || holderOf(holdingIn(scene.input), duty) === undefined
    ? 'Nobody commands this incident. Take command first.'
    : `${commanderName(scene)} commands this incident and may do this.`
}
