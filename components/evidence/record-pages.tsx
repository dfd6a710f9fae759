import { wholeNumber } from '@/lib/domain/view/format/amount'
import type { PagesView } from '@/lib/domain/view/evidence/evidence-view'

/** A long record is read a page at a time; what is found and filtered is on the page. */
export function RecordPages({
  pages: { page, of },
  at,
  onPage,
}: {
  pages: PagesView
  at: 'above' | 'below'
  onPage: (page: number) => void
}) {
  if (of === 1) return null
  const button = 'min-h-6 font-medium text-ink underline max-lg:min-h-11'
  return (
    <nav aria-label={`Pages of the record, ${at} its entries`} className="flex flex-wrap items-center gap-x-3">
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
