import { contract } from '@certloom/shared/contract'
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import type { World } from './world.ts'

export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>

/** A browser-less visitor of the REST interface: keeps cookies, sends our own Origin. */
export type Visitor = { api: Api; cookie(): string; fetch(path: string, init?: RequestInit): Promise<Response> }

export function visit(world: Pick<World, 'url'>): Visitor {
  let cookie = ''
  const send = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init)
    const headers = new Headers(request.headers)
    if (cookie) headers.set('cookie', cookie)
    if (!headers.has('origin')) headers.set('origin', world.url)
    const response = await fetch(new Request(request, { headers }))
    for (const header of response.headers.getSetCookie()) cookie = header.split(';')[0] ?? ''
    return response
  }
  const link = new OpenAPILink(contract, {
    url: `${world.url}/api/v1`,
    fetch: async (request, init) => readableByLink(await send(request, init)),
    customErrorResponseBodyDecoder: (body) => {
      const problem = body as { code?: string; status?: number; detail?: string }
      return problem.code ? new ORPCError(problem.code, { status: problem.status ?? 500, message: problem.detail ?? '', data: body }) : null
    },
  })
  return { api: createORPCClient(link), cookie: () => cookie, fetch: (path, init) => send(new URL(path, world.url), init) }
}

/** The link reads JSON only under its plain name. */
function readableByLink(response: Response): Response {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response
  const headers = new Headers(response.headers)
  headers.set('content-type', 'application/json')
  return new Response(response.body, { status: response.status, headers })
}

/** The problem a call fails with; the call must fail. */
export async function problemOf(
  call: Promise<unknown>,
): Promise<{ code: string; status: number; issues?: { path: string; message: string }[] }> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return { ...(error.data as object), code: error.code, status: error.status }
    throw error
  }
  throw new Error('The call was expected to fail, and it succeeded.')
}
