import { handleAlerts } from '@/lib/http/alert-route'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ plan: string; environment: string }> }

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { plan, environment } = await params
  return handleAlerts(request, plan, environment)
}
