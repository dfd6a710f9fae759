/** Runs once as the server starts. It must not throw: an exception here ends the server. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { createLog } = await import('@/lib/log')
  try {
    const { liveHub } = await import('@/lib/live/hub')
    // Started before the first viewer, so that the first state change is not late.
    await liveHub()
  } catch (err) {
    createLog('console').warn({ err }, 'the live stream waits for the database')
  }
}
