import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/auth-options'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** Options are made per request: they need the environment, which a build does not have. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  return (await NextAuth(request, context, authOptions())) as Response
}

export { handle as GET, handle as POST }
