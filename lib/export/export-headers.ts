import type { ExportFormat } from '@/lib/domain/journal/export-events'
import type { ExportHeading } from '@/lib/domain/journal/export-heading'

const kinds: Readonly<Record<ExportFormat, { type: string; ending: string }>> = {
  json: { type: 'application/json; charset=utf-8', ending: '.json' },
  csv: { type: 'text/csv; charset=utf-8; header=present', ending: '.csv' },
  report: { type: 'text/csv; charset=utf-8; header=present', ending: '-report.csv' },
  pdf: { type: 'application/pdf', ending: '.pdf' },
}

/** The file's name says where it ends, so that two exports of one incident are not taken for each other. */
export function exportHeaders(format: ExportFormat, { incident, head, recorded }: ExportHeading): Headers {
  const { type, ending } = kinds[format]
  const name = `breakwater-${incident.id}-to-${head.sequence}${ending}`.replaceAll(/[^\w.-]/g, '_')
  return new Headers({
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-journal-head': `${head.sequence}:${head.hash}`,
    'x-export-recorded': `${recorded.sequence}:${recorded.hash}`,
  })
}
