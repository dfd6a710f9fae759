import { handleAbort } from '@/lib/http/command-route'

export const dynamic = 'force-dynamic'

export async function POST(request: Request): Promise<Response> {
  return handleAbort(request)
}
