import { listWords } from '../names'
import type { ActionView } from './action'

/** Why each action that is off is off, those of one reason together: `Retry S6 and Skip S6: Not with your role.` */
export function offWords(actions: readonly Pick<ActionView, 'label' | 'disabledBecause'>[]): string[] {
  const labels = new Map<string, string[]>()
  for (const { label, disabledBecause } of actions)
    if (disabledBecause !== null) labels.set(disabledBecause, [...(labels.get(disabledBecause) ?? []), label])
  return [...labels].map(([reason, of]) => `${listWords(of)}: ${reason}`)
}
