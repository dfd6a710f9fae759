'use client'

import { zoneOffset } from '@/lib/domain/view/format/zoned-time'
import { cx } from '../cx'
import { useTimes } from './times'

/** What tells a time of another zone from UTC: `+02`. With `utc` it says UTC too, where a sentence needs the word. */
export function ZoneMark({ at, utc = false, className }: { at: string | number; utc?: boolean; className?: string }) {
  const { times } = useTimes()
  const offset = zoneOffset(at, times.zone)
  if (offset === '') return utc ? <span className={className}> UTC</span> : null
  return <span className={cx('text-[0.85em] opacity-80', className)}> {offset}</span>
}
