import type { ControlClient } from './client-connect'

/** One `NAME=value` a line, quoted so that a shell reads it back unchanged. */
export function environmentLines(variables: Record<string, string>): string[] {
  return Object.entries(variables)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name}=${/^[\w./:@%+=,-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`}`)
}

export async function printEnvironment(
  client: ControlClient,
  print: (line: string) => void,
  json?: boolean,
): Promise<void> {
  const variables = (await client.get('/env')) as Record<string, string>
  if (json) print(JSON.stringify(variables, null, 2))
  else environmentLines(variables).forEach(print)
}
