import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { TimesProvider } from '@/components/ui/time/times'
import { parseTheme, themeCookie } from '@/lib/domain/view/preference/theme'
import { parseTimes, timesCookie } from '@/lib/domain/view/preference/times'

export const metadata: Metadata = {
  title: { default: 'Breakwater', template: '%s · Breakwater' },
  description: 'Disaster-recovery command console',
}

export async function generateViewport(): Promise<Viewport> {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  const [dark, light] = ['#0b0d10', '#ffffff']
  return {
    width: 'device-width',
    initialScale: 1,
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: dark)', color: dark },
            { media: '(prefers-color-scheme: light)', color: light },
          ]
        : theme === 'dark'
          ? dark
          : light,
  }
}

/** What this browser remembers is in the first bytes of every page: no flash of another theme, no time that changes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const kept = await cookies()
  const theme = parseTheme(kept.get(themeCookie)?.value)
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <TimesProvider initial={parseTimes(kept.get(timesCookie)?.value)}>{children}</TimesProvider>
      </body>
    </html>
  )
}
