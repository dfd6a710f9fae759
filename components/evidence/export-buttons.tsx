'use client'

import { useOffBecause } from '@/components/live/use-off-because'
import { Button, buttonInk, buttonShape, type ButtonKind } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'

/** An export is recorded before its first byte leaves, so without a connection to the journal there is none. */
export function ExportButtons({ id, refused }: { id: string; refused: string | null }) {
  const off = useOffBecause()
  const reason = refused ?? off
  if (reason !== null)
    return (
      <div className="flex flex-wrap items-center gap-2">
        <Button disabledBecause="">CSV</Button>
        <Button disabledBecause={reason}>JSON</Button>
      </div>
    )
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Download id={id} format="csv" kind="secondary">
        CSV
      </Download>
      <Download id={id} format="json" kind="primary">
        JSON, verifies offline
      </Download>
    </div>
  )
}

interface DownloadProps {
  id: string
  format: 'csv' | 'json'
  kind: ButtonKind
  children: string
}

function Download({ id, format, kind, children }: DownloadProps) {
  return (
    <a
      href={`/api/export/${encodeURIComponent(id)}?format=${format}`}
      download
      title="Every entry as it is stored. The export is itself recorded."
      className={cx(buttonShape('secondary'), buttonInk(kind, false, false), 'whitespace-nowrap')}
    >
      {children}
    </a>
  )
}
