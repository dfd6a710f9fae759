const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c)

/**
 * A structure as elements. Members that are undefined or null are absent; dates are ISO 8601. A list is wrapped:
 * its member's name around, and inside each item the name `listNames` gives it, else `member`.
 */
export const renderXml = (structure: Record<string, unknown>, listNames: Record<string, string>): string =>
  Object.entries(structure)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `<${name}>${renderValue(name, value, listNames)}</${name}>`)
    .join('')

const renderValue = (name: string, value: unknown, listNames: Record<string, string>): string => {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) {
    const item = listNames[name] ?? 'member'
    return value.map((child) => `<${item}>${renderValue(item, child, listNames)}</${item}>`).join('')
  }
  if (typeof value === 'object' && value !== null) return renderXml({ ...value }, listNames)
  return escapeXml(String(value))
}
