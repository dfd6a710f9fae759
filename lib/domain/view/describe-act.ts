import type { ActionVerb } from '../run/commands'

type Input = Readonly<Record<string, unknown>>

/** What somebody pressed, in words. */
export interface DescribedAct {
  label: string
  /** What they typed, as it would go on the record. */
  words: string | null
  /** What holding does, after "Hold for 2 seconds to"; null where it is pressed. */
  hold: string | null
}

/** What a person presses: that a request was seen is said by the page that shows it. */
export type PressedVerb = Exclude<ActionVerb, 'see-approval'>

const labels: { readonly [V in PressedVerb]: (input: Input) => string } = {
  'propose-incident': () => 'Open an incident',
  'declare-incident': ({ class: disaster }) => `Declare: ${text(disaster)}`,
  'assign-duty': ({ duty, person }) => (person === null ? `Nobody holds ${text(duty)}` : `Give the duty ${text(duty)}`),
  'attest-gate': ({ gate }) => `Attest ${text(gate)}`,
  'correct-impact': () => 'Correct when the impact began',
  'record-decision': ({ subject }) => (typeof subject === 'string' ? `Put ${subject} on the record` : 'Add a note'),
  'close-incident': () => 'Close the incident',
  'call-poll': () => 'Poll the room',
  'answer-poll': ({ answer }) => `Answer the poll: ${text(answer)}`,
  'close-poll': () => 'Close the poll',
  'start-run': ({ runbook }) => `Arm ${text(runbook)}`,
  'give-go': () => 'Give GO',
  'pause-run': () => 'Pause',
  'resume-run': () => 'Resume',
  'roll-back-run': () => 'Undo what was done',
  'count-step': ({ step }) => `Count ${text(step)} as done`,
  'retry-step': ({ step }) => `Retry ${text(step)}`,
  'skip-step': ({ step }) => `Skip ${text(step)}`,
  'take-over-step': ({ step }) => `Take over ${text(step)}`,
  'attest-step': ({ step }) => `Attest ${text(step)}`,
  'confirm-step': ({ step }) => `Confirm ${text(step)}`,
  'settle-outcome': ({ step, outcome }) =>
    `Say that ${text(step)} ${outcome === 'happened' ? 'happened' : 'did not happen'}`,
  'abandon-run': () => 'Abandon the run',
  'agree-proposal': () => 'Agree to what is proposed',
  'request-approval': ({ rule }) => `Ask for approval of ${text(rule)}`,
  'ask-again': ({ person }) => `Ask ${text(person)} again`,
  'give-approval': () => 'Approve',
  'refuse-approval': () => 'Refuse approval',
}

const held: { readonly [V in PressedVerb]?: string } = { 'give-go': 'give GO', 'give-approval': 'approve' }

/** Names an act by its verb and input, where the control that offered it is gone. */
export function describeAct(verb: PressedVerb, input: Input): DescribedAct {
  const typed = [input['title'], input['question'], input['statement'], input['reason']]
  const words = typed.find((one): one is string => typeof one === 'string' && one.trim() !== '')
  return { label: labels[verb](input), words: words ?? null, hold: held[verb] ?? null }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
