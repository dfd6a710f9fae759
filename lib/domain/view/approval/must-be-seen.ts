import type { ApprovalView } from './approval-view'

export interface MustBeSeen {
  /** Of the element that shows it: `covered-${key}`. */
  key: string
  /** What it is called by: `S6`, `the loss`, `S3 skipped`. */
  name: string
}

/** Everything of the sheet that has to have been before the eyes of whoever consents, in the order it stands in. */
export function mustBeSeen(
  view: Pick<ApprovalView, 'groups' | 'loss' | 'unknownServingAccepted' | 'unprovenAccepted' | 'waived'>,
): MustBeSeen[] {
  return [
    ...view.groups.map(({ key }) => ({ key, name: key })),
    ...(view.loss === null ? [] : [{ key: 'loss', name: 'the loss' }]),
    ...(view.unknownServingAccepted === null ? [] : [{ key: 'serves', name: 'which region serves' }]),
    ...view.unprovenAccepted.map(({ step }) => ({ key: `unproven-${step}`, name: `${step} may stay unproven` })),
    ...view.waived.map(({ key, name, word }) => ({ key, name: `${name} ${word}` })),
  ]
}
