import { canonicalText } from '@/lib/domain/journal/canonical'
import { hashEntry } from '@/lib/domain/journal/chain'
import { genesisHash, hashAlgorithm, type JournalEntry } from '@/lib/domain/journal/entry'
import { buildEntryView } from '@/lib/domain/view/evidence/entry-view'
import type { EvidenceInput } from '@/lib/domain/view/evidence/evidence-input'
import { buildEvidenceView } from '@/lib/domain/view/evidence/evidence-view'
import { wholeScene } from '@/lib/domain/view/evidence/whole-scene'
import type { IncidentStory } from './incident-story'

/** A told incident as the journal would hold it: canonical texts, chained. */
export function chained(story: IncidentStory): JournalEntry[] {
  const entries: JournalEntry[] = []
  for (const { type, sequence, at, actor, payload } of story.events) {
    const unhashed = {
      stream: `incident:${story.state.id}`,
      sequence,
      type,
      version: 1,
      at,
      actor: canonicalText(actor),
      payload: canonicalText(payload),
      previousHash: entries.at(-1)?.hash ?? genesisHash,
      algorithm: hashAlgorithm,
    }
    entries.push({ ...unhashed, hash: hashEntry(unhashed) })
  }
  return entries
}

export function evidenceInput(story: IncidentStory, entries = chained(story)): EvidenceInput {
  const { id, number, title, mode, status } = story.state
  const last = chained(story).at(-1)
  return {
    incident: { id, number, title, mode, status },
    entries,
    end: {
      head: last === undefined ? null : { stream: last.stream, sequence: last.sequence, hash: last.hash },
      listed: last?.sequence ?? 0,
    },
    plan: story.plan,
    environment: story.environment,
    persons: story.persons,
    now: '2026-11-20T09:20:11.000Z',
  }
}

export const evidenceView = (input: EvidenceInput) => buildEvidenceView(wholeScene(input))

export function entryView(input: EvidenceInput, sequence: number) {
  const entry = input.entries.find((one) => one.sequence === sequence)
  return entry === undefined ? null : buildEntryView(wholeScene(input), entry)
}
