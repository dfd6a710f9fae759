import type { Finding } from '../finding'
import type { Path } from '../problem'
import type { StepAttestation } from '../schema/attestation'
import { repeated } from './check-names'
import { checkField } from './check-predicate'
import { nowhere } from './check-references'
import type { PlanIndex } from './index-plan'

/** What is shown beside the sentences of whoever attests has to be there to be shown. */
export function checkAttestation(index: PlanIndex, attest: StepAttestation, path: Path): Finding[] {
  const { confirm = [], readings = [] } = attest
  return [
    ...repeated(confirm, [...path, 'confirm']),
    ...readings.flatMap((field, at) => checkField(index, field, [...path, 'readings', at], null, nowhere).findings),
    ...repeated(readings, [...path, 'readings']),
  ]
}
