'use client'

import { useEffect, useState } from 'react'

/** Whether something has been waited for longer than it should take; false again as soon as it is not waited for. */
export function useLate(waiting: boolean, milliseconds: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setLate(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [waiting, milliseconds])
  return waiting && late
}
