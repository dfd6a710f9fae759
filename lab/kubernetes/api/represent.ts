import type { LabRequest } from '../../core/contract'
import type { KubeObject } from '../cluster/objects'
import { apiVersionOf, type Resource } from './resources'
import { cells, columns } from './table-columns'

export function wantsTable(request: LabRequest): boolean {
  return /as=Table/.test(request.headers.accept ?? '')
}

/** One object in the form the client accepts: itself, or a table of one row as kubectl prints it. */
export function representObject(request: LabRequest, object: KubeObject, now: number): object {
  return wantsTable(request) ? table([object], object.kind, object.metadata.resourceVersion, now) : object
}

export function representList(
  request: LabRequest,
  resource: Resource,
  items: KubeObject[],
  resourceVersion: number,
  now: number,
): object {
  const version = String(resourceVersion)
  if (wantsTable(request)) return table(items, resource.kind, version, now)
  const metadata = { resourceVersion: version }
  return { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items }
}

function table(items: KubeObject[], kind: KubeObject['kind'], resourceVersion: string, now: number): object {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion },
    columnDefinitions: columns[kind].map((column) => ({ ...column, format: '', description: column.name })),
    rows: items.map((item) => ({
      cells: cells(item, now),
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: item.metadata },
    })),
  }
}
