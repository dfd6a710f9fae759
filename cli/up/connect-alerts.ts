/**
 * Makes the lab's Alertmanager notify this console, as an operator would write it into its configuration. The name
 * makes it the same receiver at every start, whatever port the console got.
 */
export async function connectAlerts(alertmanagerUrl: string, receiverUrl: string): Promise<void> {
  const response = await fetch(`${alertmanagerUrl}/receivers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'breakwater', url: receiverUrl }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) throw new Error(`the lab's Alertmanager refused the console: HTTP ${response.status}`)
}
