import { isJsonObject, sameJson, type Json, type JsonObject } from './json'

/** RFC 6902. Throws `JsonPatchError` where the document does not allow an operation, as the API server answers 422. */
export class JsonPatchError extends Error {}

export function applyJsonPatch(document: Json, operations: Json): Json {
  if (!Array.isArray(operations)) throw new JsonPatchError('a JSON patch is a list of operations')
  return operations.reduce<Json>((current, operation) => applyOperation(current, operation), structuredClone(document))
}

function applyOperation(document: Json, operation: Json): Json {
  if (!isJsonObject(operation) || typeof operation.path !== 'string') throw new JsonPatchError('operation without path')
  const { op, path, value = null } = operation
  switch (op) {
    case 'add':
      return change(document, segments(path), 'add', value)
    case 'replace':
      return change(document, segments(path), 'replace', value)
    case 'remove':
      return change(document, segments(path), 'remove', null)
    case 'test':
      if (!sameJson(read(document, segments(path)), value)) throw new JsonPatchError(`testing path ${path} failed`)
      return document
    case 'copy':
      return change(document, segments(path), 'add', structuredClone(read(document, from(operation))))
    case 'move': {
      const moved = read(document, from(operation))
      return change(change(document, from(operation), 'remove', null), segments(path), 'add', moved)
    }
    default:
      throw new JsonPatchError(`unknown operation ${JSON.stringify(op ?? null)}`)
  }
}

function from(operation: JsonObject): string[] {
  if (typeof operation.from !== 'string') throw new JsonPatchError('operation without from')
  return segments(operation.from)
}

function segments(pointer: string): string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw new JsonPatchError(`invalid path ${pointer}`)
  const unescape = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~')
  return pointer.slice(1).split('/').map(unescape)
}

function read(document: Json, path: string[]): Json {
  return path.reduce<Json>((current, key) => {
    const next = Array.isArray(current) ? current[Number(key)] : isJsonObject(current) ? current[key] : undefined
    if (next === undefined) throw new JsonPatchError(`path /${path.join('/')} does not exist`)
    return next
  }, document)
}

function change(document: Json, path: string[], kind: 'add' | 'replace' | 'remove', value: Json): Json {
  const key = path.at(-1)
  if (key === undefined) return value
  const parent = read(document, path.slice(0, -1))
  if (Array.isArray(parent)) changeElement(parent, key, kind, value)
  else if (isJsonObject(parent)) changeField(parent, key, kind, value)
  else throw new JsonPatchError(`path /${path.join('/')} does not exist`)
  return document
}

function changeField(parent: JsonObject, key: string, kind: 'add' | 'replace' | 'remove', value: Json): void {
  if (kind !== 'add' && !Object.hasOwn(parent, key))
    throw new JsonPatchError(`unable to ${kind} nonexistent key: ${key}`)
  if (kind === 'remove') delete parent[key]
  else parent[key] = value
}

function changeElement(parent: Json[], key: string, kind: 'add' | 'replace' | 'remove', value: Json): void {
  const index = key === '-' && kind === 'add' ? parent.length : Number(key)
  const last = kind === 'add' ? parent.length : parent.length - 1
  if (!Number.isInteger(index) || index < 0 || index > last) throw new JsonPatchError(`invalid index ${key}`)
  parent.splice(index, kind === 'add' ? 0 : 1, ...(kind === 'remove' ? [] : [value]))
}
