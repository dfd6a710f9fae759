import { viewResponse } from '@/lib/auth/view-response'
import { readCalmPage, readSponsorPage } from '@/lib/queries/sponsor-page'

export const dynamic = 'force-dynamic'

/** `none` is the page while no incident is open. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return viewResponse('sponsor.read', () => (id === 'none' ? readCalmPage() : readSponsorPage(id)))
}
