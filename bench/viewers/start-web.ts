import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { startChild } from '@/cli/rehearse/child'
import type { CleanUp } from '@/cli/rehearse/clean-up'
import { findFreePort } from '@/lib/db/embedded/find-free-port'

/** So many web processes of one installation, of the production build; gives their addresses. */
export async function startWebs(count: number, databaseUrl: string, cleanUp: CleanUp): Promise<string[]> {
  execFileSync(process.execPath, ['cli/build.js'], { stdio: 'inherit' })
  const NEXTAUTH_SECRET = randomBytes(32).toString('hex')
  const urls: string[] = []
  while (urls.length < count) {
    const port = String(await findFreePort(4_600 + urls.length))
    await startChild({
      args: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', port],
      env: {
        DATABASE_URL: databaseUrl,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        NEXT_DIST_DIR: process.env['NEXT_DIST_DIR'] ?? '.next',
        NEXTAUTH_SECRET,
        // Without an address configured they answer for this machine, whatever the port.
        NEXTAUTH_URL: '',
      },
      ready: (line) => line.includes('Ready'),
      onLost: (words) => console.error(words),
      cleanUp,
    })
    urls.push(`http://127.0.0.1:${port}`)
  }
  return urls
}
