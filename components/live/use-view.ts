'use client'

import { useQuery } from '@tanstack/react-query'
import { ViewError } from './view-error'

/**
 * A screen's view: from the server component first, then fetched again whenever the live stream says so. `readings`
 * for views that show readings; `again` for one that is not done yet, in so many milliseconds. A failed refetch keeps the last view; the connection strip says how old it is.
 */
export function useView<View>(
  key: readonly [string, ...string[]],
  url: string,
  initial: View,
  { readings = true, again }: { readings?: boolean; again?: (view: View) => number | false } = {},
): View {
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<View> => {
      const response = await fetch(url, { signal, cache: 'no-store' })
      if (!response.ok) throw new ViewError(url, response.status)
      return (await response.json()) as View
    },
    initialData: initial,
    refetchInterval: ({ state }) => (state.data === undefined || again === undefined ? false : again(state.data)),
    meta: { readings },
  })
  return data ?? initial
}
