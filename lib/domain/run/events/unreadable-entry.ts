import { DomainError } from '../../errors'
import type { JournalEntry } from '../../journal/entry'

export type Numbered = Pick<JournalEntry, 'sequence' | 'type' | 'version'>

const newerOrBroken = 'If a newer Breakwater wrote it, update this process; if not, verify the journal.'

/**
 * An entry that this process cannot take for what it says. It is never skipped: nothing is decided on a history of which
 * a part was not understood. Whoever asks hears which entry it is and what to do.
 */
export class UnreadableEntry extends DomainError {
  constructor(
    readonly sequence: number,
    what: string,
  ) {
    super({
      code: 'unreadable-entry',
      message: `Entry #${sequence} ${what} This process cannot lead the incident and decides nothing on it.`,
    })
    this.name = 'UnreadableEntry'
  }

  /** `knows`: the newest version of it that this process knows; 0 for an event that it does not know at all. */
  static newer({ sequence, type, version }: Numbered, knows: number): UnreadableEntry {
    const known = knows === 0 ? 'does not know such an event' : `knows version ${knows} of it`
    return new UnreadableEntry(
      sequence,
      `was recorded by a newer Breakwater: ${type}, version ${version}. This process ${known}: update this process.`,
    )
  }

  static misfit({ sequence, type, version }: Numbered, why: string): UnreadableEntry {
    return new UnreadableEntry(
      sequence,
      `does not fit what this process knows of ${type}, version ${version}: ${why}. ${newerOrBroken}`,
    )
  }

  /** Of a version that an incident's first entry pins. */
  static pinned(kind: 'plan' | 'environment', hash: string, why: string): UnreadableEntry {
    return new UnreadableEntry(
      1,
      `pins a version of its ${kind} (${hash.slice(0, 12)}) that does not fit what this process knows of one: ${why}. If a newer Breakwater imported it, update this process.`,
    )
  }

  static impossible({ sequence, why }: { sequence: number; why: string }): UnreadableEntry {
    return new UnreadableEntry(sequence, `is impossible by the rules of this process: ${why}. ${newerOrBroken}`)
  }
}
