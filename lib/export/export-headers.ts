import type { ExportFormat } from '@/lib/domain/journal/export-events'
import type { ExportHeading } from '@/lib/domain/journal/export-heading'

const types: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
}

/** The file's name says where it ends, so that two exports of one incident are not taken for each other. */
export function exportHeaders(format: ExportFormat, { incident, head, recorded }: ExportHeading): Headers {
  const name = `breakwater-${incident.id}-to-${head.sequence}.${format}`.replaceAll(/[^\w.-]/g, '_')
  return new Headers({
    'content-type': types[format],
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-journal-head': `${head.sequence}:${head.hash}`,
    'x-export-recorded': `${recorded.stream}:${recorded.sequence}`,
  })
}
