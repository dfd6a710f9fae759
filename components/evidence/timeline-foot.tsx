import { wholeNumber } from '@/lib/domain/view/format/amount'
import type { EvidencePageView, PagesView } from '@/lib/domain/view/evidence/evidence-view'

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
      <Pages pages={view.pages} onPage={onPage} />
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

/** A long record is read a page at a time; what is found and filtered is on the page. */
function Pages({ pages: { page, of }, onPage }: { pages: PagesView; onPage: (page: number) => void }) {
  if (of === 1) return null
  const button = 'min-h-6 font-medium text-ink underline max-lg:min-h-11'
  return (
    <nav aria-label="Pages of the record" className="mt-1 flex flex-wrap items-center gap-x-3">
      <span className="num">
        Page {wholeNumber(page)} of {wholeNumber(of)}; find and filter look at this page.
      </span>
      {page > 1 && (
        <>
          <button type="button" className={button} onClick={() => onPage(1)}>
            First
          </button>
          <button type="button" className={button} onClick={() => onPage(page - 1)}>
            Older
          </button>
        </>
      )}
      {page < of && (
        <>
          <button type="button" className={button} onClick={() => onPage(page + 1)}>
            Newer
          </button>
          <button type="button" className={button} onClick={() => onPage(of)}>
            Newest
          </button>
        </>
      )}
    </nav>
  )
}
