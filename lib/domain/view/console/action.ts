import type { Verb } from '../../run/commands'

/** Something a person may press. The screen draws it; the verb and its input go to the server as they are. */
export interface ActionView {
  /** Stable while the action means the same, so that a control keeps its answer when the view is read again. */
  key: string
  label: string
  verb: Verb
  input: Readonly<Record<string, string | number | null | readonly string[]>>
  /** press: at once. hold: two seconds. ask: first a text, kept on the record under `field`. */
  how: 'press' | 'hold' | 'ask'
  /** For hold: what is said after "Keep holding: ". */
  holding?: string
  ask?: {
    field: 'reason' | 'statement' | 'question'
    label: string
    hint: string
    preset: string
    warning: string | null
  }
  /** The environment it acts in, where that is of consequence: a line of the button. */
  where?: string
  /** One letter that presses it. */
  shortcut?: string
  /** Why it cannot be pressed now; null when it can. */
  disabledBecause: string | null
}

/** A place to go instead of something to record. */
export interface LinkView {
  key: string
  label: string
  href: string
  shortcut?: string
}

export function ask(
  field: NonNullable<ActionView['ask']>['field'],
  label: string,
  hint: string,
  options: { preset?: string; warning?: string } = {},
): NonNullable<ActionView['ask']> {
  return { field, label, hint, preset: options.preset ?? '', warning: options.warning ?? null }
}
