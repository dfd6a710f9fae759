'use client'

import { useQuery } from '@tanstack/react-query'
import { ViewError } from './view-error'

const asIs = <View>(answer: unknown): View => answer as View

/**
 * A screen's view: from the server component first, then fetched again whenever the live stream says so. `readings`
 * for views that show readings; `read` where the answer is not the view itself; `again` for one that is not done yet, in
 * so many milliseconds; `another` where `initial` is another part, shown until this one is there. A failed refetch keeps
 * the last view; the connection strip says how old it is.
 */
export function useView<View>(
  key: readonly [string, ...string[]],
  url: string,
  initial: View,
  {
    readings = true,
    read = asIs,
    again,
    another = false,
  }: {
    readings?: boolean
    read?: (answer: unknown) => View
    again?: (view: View) => number | false
    another?: boolean
  } = {},
): View {
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<View> => {
      const response = await fetch(url, { signal, cache: 'no-store' })
      if (!response.ok) throw new ViewError(url, response.status)
      return read(await response.json())
    },
    ...(another ? {} : { initialData: initial }),
    refetchInterval: ({ state }) => (state.data === undefined || again === undefined ? false : again(state.data)),
    meta: { readings },
  })
  return data ?? initial
}
