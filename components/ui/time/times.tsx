'use client'

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { isZone } from '@/lib/domain/view/format/zoned-time'
import { timesCookie, timesCookieValue, utcTimes, type Times } from '@/lib/domain/view/preference/times'
import { remember } from '../remember'

interface TimesContext {
  times: Times
  choose: (times: Times) => void
}

const Context = createContext<TimesContext>({ times: utcTimes, choose: () => {} })

/** The zone in which this browser shows times of day: UTC unless somebody chose another. */
export function TimesProvider({ initial, children }: { initial: Times; children: ReactNode }) {
  const [times, setTimes] = useState(initial)
  const choose = useCallback((next: Times) => {
    setTimes(next)
    remember(timesCookie, timesCookieValue(next))
  }, [])
  // Somebody who travels: the device's zone of today, not the one it had when it was chosen.
  useEffect(() => {
    const zone = deviceZone()
    if (times.kind === 'device' && times.zone !== zone) choose({ kind: 'device', zone })
  }, [times, choose])
  return <Context value={useMemo(() => ({ times, choose }), [times, choose])}>{children}</Context>
}

export function useTimes(): TimesContext {
  return useContext(Context)
}

/** The zone of the device; UTC where it says none. */
export function deviceZone(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return isZone(zone) ? zone : 'UTC'
}
