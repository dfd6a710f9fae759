import type { RecoveryPart, RecoverySplit } from '../../run/split-recovery'

export interface SplitShare {
  part: RecoveryPart
  label: string
  /** Whole seconds, cut so that the shares shown add up to the total shown. */
  seconds: number
  milliseconds: number
  note: string | null
}

const labels: Readonly<Record<RecoveryPart, string>> = {
  detect: 'detect',
  decide: 'decide',
  wait: 'wait for people',
  execute: 'execute',
  verify: 'verify',
  unexplained: 'UNKNOWN',
}

export function splitShares({ parts }: RecoverySplit): SplitShare[] {
  let before = 0
  return parts.map(({ part, milliseconds, note }) => {
    const after = before + milliseconds
    const seconds = Math.floor(after / 1_000) - Math.floor(before / 1_000)
    before = after
    return { part, label: labels[part], seconds, milliseconds, note }
  })
}
