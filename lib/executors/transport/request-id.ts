/** Where systems say which request a reply is of. */
const headersOfIds = ['x-request-id', 'audit-id', 'x-slack-req-id']

/** What a system calls a request, as far as it looks like a name for one: it is kept in the journal for ever. */
export function requestId(given: string | undefined): string | null {
  return given !== undefined && /^[\w.:=+/-]{1,100}$/.test(given) ? given : null
}

export function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  const name = headersOfIds.find((header) => headers[header] !== undefined)
  return name === undefined ? null : requestId(headers[name])
}
