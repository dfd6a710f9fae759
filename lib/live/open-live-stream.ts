import { database } from '@/lib/db/client'
import { liveHub } from './hub'
import { openStream, type OpenStream } from './open-stream'

/** A viewer's stream from this process's hub and database. */
export async function openLiveStream(options: OpenStream): Promise<ReadableStream<Uint8Array>> {
  return openStream(await liveHub(), database(), options)
}
