import { isJsonObject, sameJson, type Json, type JsonObject } from './json'

/** The `patchMergeKey` of the list fields of the kinds served here; a list not named is replaced as a whole. */
const mergeKeys: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  ports: 'containerPort',
  volumes: 'name',
  volumeMounts: 'mountPath',
  imagePullSecrets: 'name',
  conditions: 'type',
  taints: 'key',
  addresses: 'type',
  ownerReferences: 'uid',
}
/** Lists of plain values that merge as a set. */
const mergedSets = new Set(['finalizers'])

/** Kubernetes' strategic merge patch with its directives: `$patch`, `$setElementOrder`, `$deleteFromPrimitiveList`, `$retainKeys`. */
export function applyStrategicMergePatch(target: Json, patch: Json): Json {
  if (!isJsonObject(patch)) return patch
  if (patch.$patch === 'replace') return withoutDirectives(patch)
  if (patch.$patch === 'delete') return {}
  const result: JsonObject = isJsonObject(target) ? { ...target } : {}
  const retain = patch.$retainKeys
  if (Array.isArray(retain)) for (const key of Object.keys(result)) if (!retain.includes(key)) delete result[key]
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null) delete result[key]
    else if (Array.isArray(value)) result[key] = mergeList(key, result[key], value)
    else result[key] = applyStrategicMergePatch(result[key] ?? null, value)
  }
  for (const [key, value] of Object.entries(patch)) applyListDirective(result, key, value)
  return result
}

function applyListDirective(result: JsonObject, key: string, value: Json): void {
  const [directive, field] = key.split('/')
  const list = field === undefined ? undefined : result[field]
  if (field === undefined || !Array.isArray(list) || !Array.isArray(value)) return
  if (directive === '$deleteFromPrimitiveList') {
    result[field] = list.filter((element) => !value.some((gone) => sameJson(gone, element)))
  }
  if (directive === '$setElementOrder') result[field] = ordered(list, value, mergeKeys[field])
}

function ordered(list: Json[], order: Json[], mergeKey: string | undefined): Json[] {
  const identity = (element: Json) => (mergeKey && isJsonObject(element) ? element[mergeKey] : element)
  const rank = (element: Json) => order.findIndex((wanted) => sameJson(identity(wanted), identity(element)))
  const named = list.filter((element) => rank(element) >= 0).sort((a, b) => rank(a) - rank(b))
  return [...named, ...list.filter((element) => rank(element) < 0)]
}

function mergeList(field: string, current: Json | undefined, patch: Json[]): Json[] {
  const list = Array.isArray(current) ? current : []
  if (mergedSets.has(field)) return [...list, ...patch.filter((value) => !list.some((known) => sameJson(known, value)))]
  const mergeKey = mergeKeys[field]
  if (mergeKey === undefined) return patch.map(withoutDirectives)
  const replaced = patch.some((element) => isJsonObject(element) && element.$patch === 'replace')
  return patch.reduce<Json[]>((merged, element) => mergeElement(merged, element, mergeKey), replaced ? [] : [...list])
}

function mergeElement(list: Json[], element: Json, mergeKey: string): Json[] {
  if (!isJsonObject(element)) return [...list, element]
  const key = element[mergeKey]
  if (key === undefined) return element.$patch === 'replace' ? list : [...list, withoutDirectives(element)]
  const isSame = (known: Json) => isJsonObject(known) && sameJson(known[mergeKey], key)
  if (element.$patch === 'delete') return list.filter((known) => !isSame(known))
  const at = list.findIndex(isSame)
  const merged = applyStrategicMergePatch(at < 0 ? {} : (list[at] ?? {}), element)
  return at < 0 ? [...list, merged] : list.with(at, merged)
}

function withoutDirectives(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutDirectives)
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([key, inner]) => !key.startsWith('$') && inner !== null)
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutDirectives(inner)]))
}
