'use client'

import { useEffect, useState } from 'react'
import { useOffBecause } from '@/components/live/use-off-because'
import { Button, buttonInk, buttonShape } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { deviceZone, useTimes } from '@/components/ui/time/times'
import type { ExportFormat } from '@/lib/domain/journal/export-events'

const exports: readonly { format: ExportFormat; name: string; meaning: string; primary: boolean }[] = [
  { format: 'pdf', name: 'PDF', meaning: 'To read and hand on: summary, figures, decisions, steps.', primary: false },
  { format: 'report', name: 'CSV report', meaning: 'Every entry in words, for a spreadsheet.', primary: false },
  { format: 'csv', name: 'CSV, verifies', meaning: 'Every entry as it is stored, for programs.', primary: false },
  {
    format: 'json',
    name: 'JSON, verifies offline',
    meaning: 'Every entry as it is stored, with names.',
    primary: true,
  },
]

/** An export is recorded before its first byte leaves, so without a connection to the journal there is none. */
export function ExportButtons({ id, refused }: { id: string; refused: string | null }) {
  const off = useOffBecause()
  const zone = useReportZone()
  const reason = refused ?? off
  return (
    <div className="flex flex-wrap items-center gap-2 xl:justify-end">
      {exports.map(({ format, name, meaning, primary }, index) =>
        reason !== null ? (
          <Button key={format} disabledBecause={index === exports.length - 1 ? reason : ''}>
            {name}
          </Button>
        ) : (
          <a
            key={format}
            href={`/api/export/${encodeURIComponent(id)}?format=${format}${format === 'report' ? `&zone=${encodeURIComponent(zone)}` : ''}`}
            download
            title={`${meaning} The export is itself recorded.`}
            className={cx(
              buttonShape('secondary'),
              buttonInk(primary ? 'primary' : 'secondary', false, false),
              'whitespace-nowrap',
            )}
          >
            {name}
          </a>
        ),
      )}
    </div>
  )
}

/** The zone this reader chose, else the device's, known once the page runs: a report has both clocks. */
function useReportZone(): string {
  const { times } = useTimes()
  const [device, setDevice] = useState('UTC')
  useEffect(() => setDevice(deviceZone()), [])
  return times.kind === 'utc' ? device : times.zone
}
