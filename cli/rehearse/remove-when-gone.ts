import { whenGone } from '@/lib/db/embedded/when-gone'

/**
 * Removes a directory when this process ends without having done so. Its programs notice within a second and may write
 * until they have ended, so it is removed more than once. Gives what ends the watch.
 */
export function removeWhenGone(directory: string): () => void {
  return whenGone('for i in 1 2 3 4 5 6 7 8; do sleep 1; rm -rf "$1"; done', directory)
}
