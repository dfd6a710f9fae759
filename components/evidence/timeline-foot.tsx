import { wholeNumber } from '@/lib/domain/view/format/amount'
import type { EvidencePageView } from '@/lib/domain/view/evidence/evidence-view'
import { RecordPages } from './record-pages'

/** What is not on the page is said, with the way to it. */
export function TimelineFoot({
  view,
  shown,
  folded,
  onAll,
  onPage,
}: {
  view: EvidencePageView
  shown: number
  folded: number
  onAll: () => void
  onPage: (page: number) => void
}) {
  return (
    <div className="px-4 py-3 text-body text-ink-2">
      <p aria-live="polite">
        <span className="num">
          {shown === 0 && folded === 0
            ? `No entry of ${wholeNumber(view.rows.length)} matches.`
            : `${wholeNumber(shown)} of ${wholeNumber(view.rows.length)} shown${folded === 0 ? '.' : `, key entries. ${wholeNumber(folded)} folded.`}`}
        </span>{' '}
        {folded > 0 && (
          <button type="button" onClick={onAll} className="min-h-6 font-medium text-ink underline max-lg:min-h-11">
            Show all
          </button>
        )}
      </p>
      <RecordPages pages={view.pages} at="below" onPage={onPage} />
      <div className="mt-2 max-w-[42rem] text-meta text-ink-3">
        <p>
          An export has every entry byte for byte and is itself recorded. Without this console all its hashes are made
          again by the command below; keep the head elsewhere, since an end cut off shows in nothing else.
        </p>
        <p className="mono mt-1 break-all text-ink-2">
          npx breakwater journal verify FILE
          {view.chain.head !== null && ` --head ${view.chain.head.sequence}:${view.chain.head.hash}`}
        </p>
      </div>
    </div>
  )
}
