import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const found = () => [process.env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path))

/** A Chromium for the browser tests: the one at CHROMIUM_PATH, the system's, or Debian's, installed here as root. */
export function findChromium() {
  const present = found()
  if (present !== undefined) return present
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium (apt-get install chromium) ...')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    }
    const installed = found()
    if (installed !== undefined) return installed
  }
  throw new Error(
    'Chromium is missing, so the browser tests cannot run. Install it, on Debian or Ubuntu by\n' +
      '  sudo apt-get install chromium\nor set CHROMIUM_PATH to a Chromium or Chrome.',
  )
}
