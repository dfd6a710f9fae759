import type { Gate, Runbook } from '../../plan/schema/runbook'
import { attestedNow, gateStatus } from '../../run/gates'
import type { GateShown } from '../../run/gates-shown'
import { holderOf, holdsCommand } from '../../run/holds-command'
import { currentRun } from '../../run/state'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn } from '../incident-input'
import { dutyAndHolder, dutyTitle } from '../names'
import type { ActionView } from './action'
import { ask } from './action'
import { type Change, consentCost } from './consent-cost'
import { attestAsk } from './attest-ask'
import { checkRows, type DoneWhenRow, judgedRows } from './done-when'
import { factsOf, outsideFacts } from './facts-to-say'
import type { SharedFocus } from './focus'
import { gateOutlook } from './gate-outlook'
import { gateWord } from './gate-word'

export function gateFocus(input: IncidentInput, runbook: Runbook, gate: Gate): SharedFocus {
  const { status, word, standing } = gateWord(input, runbook, gate)
  const key = `${runbook.id}/${gate.id}`
  const judged = standing.stood.gates[key]
  const attested = standing.stood.attested[key]
  return {
    key: `gate:${gate.id}`,
    number: gate.id,
    title: gate.title,
    note: gateOutlook(input, runbook, standing),
    status,
    word,
    purpose: gate.attest?.statement ?? gate.title,
    owner: gate.attest === undefined ? 'checked by machine' : dutyAndHolder(input, gate.attest.duty),
    where: [],
    waits: standing.bars ? [standing.reason] : [],
    commands: null,
    unresolved: null,
    instructions: null,
    time: null,
    wayBack: null,
    rollback: null,
    // What it would bar is said only while there is something to bar.
    ifFails: standing.as === 'now' ? ifUnknownWords[gate.ifUnknown] : null,
    failure: null,
    doneWhenTitle: 'Met when',
    doneWhen: rowsOf(input, runbook, gate, standing),
    output: null,
    evidence: [
      ...(judged === undefined
        ? []
        : [{ sequence: judged.mark.sequence, text: `judged ${judged.verdict}: ${judged.reason}` }]),
      ...(attested === undefined ? [] : [{ sequence: attested.sequence, text: `attested: ${attested.statement}` }]),
    ],
  }
}

/** What is read now, or what it was judged by while that still mattered. */
function rowsOf(input: IncidentInput, runbook: Runbook, gate: Gate, { as, stood }: GateShown): DoneWhenRow[] {
  if (as === 'now') return checkRows(input, gate.check)
  return judgedRows(input, gate.check, stood.gates[`${runbook.id}/${gate.id}`]?.readings ?? [])
}

const ifUnknownWords = {
  block: 'While it cannot be read it bars.',
  attest: 'While it cannot be read a recorded statement may stand in for it.',
  warn: 'While it cannot be read it does not bar. If it was read and does not hold, it bars until the commander goes on against it, on the record.',
} as const

/** Attesting belongs to the duty the plan names; accepting an unknown check is the commander's recorded decision. */
export function gateActions(
  input: IncidentInput,
  runbook: Runbook,
  gate: Gate,
  viewer: Viewer,
  bars: boolean,
): ActionView[] {
  const { state, plan } = input
  const key = `${runbook.id}/${gate.id}`
  if (state.closed !== null) return []
  const run = currentRun(state)
  const costOf = (change: Change) => (run === null ? null : consentCost(input, run, change))
  const unread = gate.check.length > 0 && (state.gates[key]?.verdict ?? 'unknown') === 'unknown'
  if (gate.attest !== undefined && attestedNow(state, runbook, gate) === undefined) {
    const { duty } = gate.attest
    return [
      {
        key: `attest-${gate.id}`,
        label: `Attest ${gate.id}`,
        verb: 'attest-gate',
        input: { incidentId: state.id, runbook: runbook.id, gate: gate.id },
        how: 'ask',
        ask: {
          ...attestAsk(input, gate.attest, checkRows(input, gate.check)),
          costs: unread ? costOf({ does: 'attest', gate: key }) : null,
        },
        shortcut: 'T',
        disabledBecause:
          holderOf(holdingIn(input), duty) === viewer.person
            ? null
            : `Whoever holds ${dutyTitle(plan, duty)} attests this.`,
      },
    ]
  }
  const { verdict, reason } = gateStatus(state, runbook, gate)
  const kind =
    verdict === 'unknown' && gate.ifUnknown === 'attest' && gate.attest === undefined
      ? 'accept-unknown-gate'
      : state.gates[key]?.verdict === 'unmet' && gate.ifUnknown === 'warn'
        ? 'override-gate'
        : null
  if (!bars || kind === null) return []
  const override = kind === 'override-gate'
  const rows = checkRows(input, gate.check)
  return [
    {
      key: `accept-${gate.id}`,
      label: override ? `Go on against ${gate.id}` : `Accept ${gate.id} as unknown`,
      verb: 'record-decision',
      input: { incidentId: state.id, runId: null, kind, subject: key },
      how: 'ask',
      shortcut: 'A',
      ask: ask(
        'statement',
        override ? 'Why go on although this does not hold?' : 'What do you know instead?',
        'It stands on the record as your decision.',
        {
          warning: reason,
          costs: costOf({ does: 'decide', kind, subject: key }),
          rows,
          suggestions: [...factsOf(rows), ...outsideFacts(input)],
        },
      ),
      disabledBecause: holdsCommand(holdingIn(input), viewer.person) ? null : 'The commander decides this.',
    },
  ]
}
