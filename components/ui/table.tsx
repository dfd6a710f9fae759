import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react'
import { cx } from './cx'
import { ScrollBox } from './scroll-box'

/** A table of readings: hairlines, 20 px rows, head in meta. Scrolls by itself where it does not fit. */
export function Table({ caption, head, children }: { caption: string; head: ReactNode; children: ReactNode }) {
  return (
    <ScrollBox label={caption}>
      <table className="w-full border-collapse text-body">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line">{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollBox>
  )
}

export function Head({ className, ...rest }: ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th scope="col" {...rest} className={cx('py-0.5 pr-3 text-left text-meta font-normal text-ink-3', className)} />
  )
}

export function Row({ children, className }: { children: ReactNode; className?: string }) {
  return <tr className={cx('border-b border-line last:border-0', className)}>{children}</tr>
}

export function Cell({ className, ...rest }: TdHTMLAttributes<HTMLTableCellElement>) {
  return <td {...rest} className={cx('py-px pr-3 align-baseline', className)} />
}
