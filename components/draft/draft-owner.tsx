'use client'

import type { ReactNode } from 'react'
import { createContext, useContext, useEffect } from 'react'
import { forgetOthers } from './draft-store'
import { tabStorage } from './tab-storage'

const Context = createContext<string | null>(null)

/** Whose words are kept in this tab. */
export function DraftOwner({ person, children }: { person: string; children: ReactNode }) {
  useEffect(() => forgetOthers(tabStorage(), person), [person])
  return <Context value={person}>{children}</Context>
}

/** Null where nobody is known: then nothing is kept. */
export function useDraftOwner(): string | null {
  return useContext(Context)
}
