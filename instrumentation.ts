/** Runs once as the server starts. It must not throw: an exception here ends the server. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { createLog } = await import('@/lib/log')
  const { rootWarning } = await import('@/lib/env')
  const asRoot = rootWarning()
  if (asRoot !== null) createLog('console').warn(asRoot)
  const { endWithoutSystems } = await import('@/lib/start-systems')
  await endWithoutSystems()
  try {
    const { liveHub } = await import('@/lib/live/hub')
    const { warmUp } = await import('@/lib/db/warm-up')
    const { endWhereWayIsWrong } = await import('@/lib/db/check-way')
    await endWhereWayIsWrong()
    // Before the first viewer and the first press, so that neither the first state change nor its answer is late.
    await Promise.all([liveHub(), warmUp()])
  } catch (err) {
    createLog('console').warn({ err }, 'the live stream and the first press wait for the database')
  }
}
