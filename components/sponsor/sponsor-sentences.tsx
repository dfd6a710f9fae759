'use client'

import { cx } from '@/components/ui/cx'
import { type KnownNow, useKnownNow } from '@/components/live/use-known-now'
import { utcClock } from '@/lib/domain/view/format/instant'
import { lastKnown, wordsAt, type Sentence } from '@/lib/domain/view/sponsor/sentence'
import type { SponsorView } from '@/lib/domain/view/sponsor/sponsor-view'

/** Whole sentences with one bold fact each; they stand where the server was last heard. What a screen reader hears changes with the words, not with every second. */
export function SponsorSentences({ view }: { view: SponsorView }) {
  const known = useKnownNow()
  const [headline, ...others] = known.stale ? lastKnown(view.sentences) : view.sentences
  return (
    <section aria-label="What is happening" className="px-4 pt-4 pb-3 lg:px-12 lg:py-[3.75rem]">
      {known.stale && (
        <p className="mb-2 text-step font-semibold text-ink-2">
          As last known, at {utcClock(new Date(known.now).toISOString())}:
        </p>
      )}
      {headline !== undefined && (
        <h1 className="text-[2.25rem]/[2.75rem] font-medium text-ink lg:text-sponsor">
          <Ticking sentence={headline} known={known} />
        </h1>
      )}
      {others.map((sentence, index) => (
        <p key={index} className="mt-2 text-[1.5rem]/[2rem] text-ink-2 lg:mt-7 lg:text-sponsor">
          <Ticking sentence={sentence} known={known} />
        </p>
      ))}
      <p className="mt-4 max-w-[40rem] border-t border-line pt-4 text-step text-ink-2 lg:mt-12 lg:pt-6 lg:leading-6">
        {view.situation}
      </p>
    </section>
  )
}

function Ticking({ sentence, known: { now } }: { sentence: Sentence; known: KnownNow }) {
  return wordsAt(sentence, now).map((words, index) => (
    <span key={index} className={cx(words.strong && 'font-bold text-ink')}>
      {(words.strong ? digitRuns(withUnits(words.text)) : [words.text]).map((run, at) =>
        at % 2 === 0 ? (
          run
        ) : (
          <span key={at} className="num">
            {run}
          </span>
        ),
      )}
    </span>
  ))
}

/** A figure and its unit never part at the end of a line. */
function withUnits(text: string): string {
  return text.replace(/(\d) (?=(?:s|min|h|days)\b)/g, '$1\u00a0')
}

/** Words and figures in turn: only figures get even widths, which would pull the words beside them apart. */
function digitRuns(text: string): string[] {
  return text.split(/(\d[\d,.:½]*)/)
}
