import type { StepAttestation } from '../../plan/schema/attestation'
import { sentencesOf } from '../../plan/schema/attestation'
import { fieldValue, readingPath } from '../../posture/sample'
import { readingValue } from '../format/reading-value'
import type { IncidentInput } from '../incident-input'
import type { AskView } from './action'
import { ask } from './action'
import { type DoneWhenRow, staleAt } from './done-when'

/** What is attested, whole, with what the readings say about it: whoever signs has read what they sign. */
export function attestAsk(input: IncidentInput, attest: StepAttestation, rows: readonly DoneWhenRow[]): AskView {
  return ask('statement', 'Anything to add', 'Optional. It stands on the record after the sentences above.', {
    subject: attest.statement,
    confirm: sentencesOf(attest),
    rows: [...rows, ...(attest.readings ?? []).map((field) => shownRow(input, field))],
    links: attest.links ?? [],
    optional: true,
  })
}

/** A reading that is shown and judges nothing. */
function shownRow({ plan, readings, now }: IncidentInput, path: string): DoneWhenRow {
  const { reading, field } = readingPath(path)
  const declared = plan.readings.find(({ id }) => id === reading)
  const maxAge = declared?.maxAge ?? 0
  const { value, unknown, source, observedAt } = fieldValue(readings, path, maxAge, now)
  return {
    title: `${declared?.title ?? reading} (${field})`,
    value: value === null ? null : readingValue(value),
    unknown,
    source,
    observedAt,
    staleAt: staleAt(observedAt, maxAge),
    status: unknown === null ? 'ok' : 'unknown',
    word: unknown === null ? 'read' : 'unknown',
  }
}
