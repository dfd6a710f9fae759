/**
 * The URL with session settings added to its `options`, keeping those it has.
 * `TimeZone=UTC` always: the driver adapter reads a timestamptz by dropping the offset the server wrote, so on a
 * server in another zone every time would be read wrong by that offset.
 */
export function connectionUrl(url: string, settings: Readonly<Record<string, string>> = {}): string {
  const parsed = new URL(url)
  const added = Object.entries({ ...settings, TimeZone: 'UTC' }).map(([name, value]) => `-c ${name}=${value}`)
  parsed.searchParams.set('options', [parsed.searchParams.get('options') ?? '', ...added].join(' ').trim())
  // A plus would reach the server as a plus: its options are not a form.
  parsed.search = parsed.searchParams.toString().replaceAll('+', '%20')
  return parsed.href
}
