import type { Verb } from '../../run/commands'
import type { DoneWhenRow } from './done-when'

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
  /** For hold: what it does, after "Hold for 2 seconds to". */
  to?: string
  ask?: AskView
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

/** Pressed at once; where that would cost an approval, asked first with what it costs. */
export function pressOrAsk(costs: string | null): Pick<ActionView, 'how' | 'ask'> {
  return costs === null ? { how: 'press' } : { how: 'ask', ask: ask(null, '', '', { costs }) }
}

/** What stands in the dialog before something is said on the record: nothing in it was said by anybody yet. */
export interface AskView {
  /** Null: nothing is said, it is only confirmed once what it costs was read. */
  field: 'reason' | 'statement' | 'question' | null
  label: string
  hint: string
  warning: string | null
  /** Whose approvals are void with it; null where none is. */
  costs: string | null
  /** What it is about, as a sentence. */
  subject: string | null
  /** Facts as they are read now, each a sentence that may be put into the text. Never anybody's reason. */
  suggestions: readonly string[]
  /** Sentences of whoever attests: each is confirmed by itself, and what is recorded begins with them. */
  confirm: readonly string[]
  /** The readings that bear on it. */
  rows: readonly DoneWhenRow[]
  links: readonly { title: string; url: string }[]
  /** Nothing has to be typed. Where nothing was, the record says so. */
  optional: boolean
  /** What to do outside if it cannot be recorded. */
  byHand: readonly string[]
}

type Extra = Partial<Omit<AskView, 'field' | 'label' | 'hint'>>

export function ask(field: AskView['field'], label: string, hint: string, extra: Extra = {}): AskView {
  const none = {
    warning: null,
    costs: null,
    subject: null,
    suggestions: [],
    confirm: [],
    rows: [],
    links: [],
    byHand: [],
  }
  return { ...none, optional: false, ...extra, field, label, hint }
}
