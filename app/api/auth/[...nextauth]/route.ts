import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/auth-options'
import { handleSignIn } from '@/lib/http/sign-in-route'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** Options are made per request: they need the environment, which a build does not have. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  return (await NextAuth(request, context, authOptions())) as Response
}

async function post(request: NextRequest, context: Context): Promise<Response> {
  return handleSignIn(request, () => handle(request, context))
}

export { handle as GET, post as POST }
