'use client'

import { useEffect, useId, useState } from 'react'
import { remember } from '@/components/ui/remember'
import { deviceZone, useTimes } from '@/components/ui/time/times'
import { parseTheme, themeCookie, themes, type Theme } from '@/lib/domain/view/preference/theme'
import { utcTimes, type Times } from '@/lib/domain/view/preference/times'

const themeWords: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' }
const select = 'min-h-11 w-full rounded border border-line-3 bg-bg px-2 text-body text-ink lg:min-h-8'

/** Theme and time zone, remembered in this browser. */
export function Appearance({ className }: { className?: string }) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={`${id}-theme`} className="text-meta text-ink-3">
        Theme
      </label>
      <ThemeSelect id={`${id}-theme`} />
      <label htmlFor={`${id}-times`} className="mt-2 block text-meta text-ink-3">
        Times of day
      </label>
      <TimesSelect id={`${id}-times`} />
    </div>
  )
}

function ThemeSelect({ id }: { id: string }) {
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(parseTheme(document.documentElement.dataset['theme'])), [])
  const choose = (next: Theme) => {
    setTheme(next)
    remember(themeCookie, next)
    if (next === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = next
  }
  return (
    <select id={id} value={theme} onChange={(event) => choose(parseTheme(event.target.value))} className={select}>
      {themes.map((one) => (
        <option key={one} value={one}>
          {themeWords[one]}
        </option>
      ))}
    </select>
  )
}

function TimesSelect({ id }: { id: string }) {
  const { times, choose } = useTimes()
  const [device, setDevice] = useState<string | null>(null)
  const [zones, setZones] = useState<readonly string[]>([])
  useEffect(() => setDevice(deviceZone()), [])
  // Four hundred names are made when somebody reaches for them, not with every page.
  const offer = () => setZones(Intl.supportedValuesOf('timeZone'))
  const named = zones.length > 0 ? zones : times.kind === 'named' ? [times.zone] : []
  const options: Record<string, Times> = { utc: utcTimes }
  if (device !== null) options['device'] = { kind: 'device', zone: device }
  for (const zone of named) options[zone] = { kind: 'named', zone }
  return (
    <select
      id={id}
      value={times.kind === 'named' ? times.zone : times.kind === 'device' && device === null ? 'utc' : times.kind}
      onPointerDown={offer}
      onFocus={offer}
      onChange={(event) => choose(options[event.target.value] ?? utcTimes)}
      className={select}
    >
      <option value="utc">UTC</option>
      {device !== null && <option value="device">this device, {device}</option>}
      {named.length > 0 && (
        <optgroup label="A named zone">
          {named.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  )
}
