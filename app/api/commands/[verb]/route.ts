import { handleCommand } from '@/lib/http/command-route'

export const dynamic = 'force-dynamic'

export async function POST(request: Request, { params }: { params: Promise<{ verb: string }> }): Promise<Response> {
  return handleCommand(request, (await params).verb)
}
