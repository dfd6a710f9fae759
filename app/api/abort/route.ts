import { handleAbort } from '@/lib/http/abort-route'

export const dynamic = 'force-dynamic'

export async function POST(request: Request): Promise<Response> {
  return handleAbort(request)
}
