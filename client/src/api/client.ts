import { contract } from 'virtual:contract'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { ownHeaders } from '../accounts/pageOwner.ts'
import { decodeProblem } from './problems.ts'

/** oRPC reads only `application/json` as JSON and would hand a problem to us as a file. */
function asJson(answer: Response): Response {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return answer
  const headers = new Headers(answer.headers)
  headers.set('content-type', 'application/json')
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
}

/** What is read and has not come by then never will: a line that died without a word would keep the connection, of which a browser has six. In milliseconds. */
const patience = 30_000

/** Changes are asked for once and answered for as long as somebody is signed in. */
const isRead = ({ method, url }: Request): boolean => method === 'GET' && !new URL(url).pathname.endsWith('/events')

/** When to give up a request; what is written is waited for, because it may have been done. */
const ending = (request: Request): AbortSignal =>
  isRead(request) ? AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) : request.signal

const link = new OpenAPILink(contract, {
  url: () => `${location.origin}/api/v1`,
  headers: ownHeaders,
  fetch: async (request, init) => asJson(await fetch(request, { ...init, credentials: 'same-origin', signal: ending(request) })),
  customErrorResponseBodyDecoder: decodeProblem,
})

/** The REST interface, typed by the shared contract. */
export const api: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link)

/** The same as query and mutation options for TanStack Query. */
export const q = createTanstackQueryUtils(api)

/** One row of what a list procedure answers, e.g. `RowOf<typeof api.plans.list>`. */
export type RowOf<List> = List extends (...input: never[]) => Promise<{ data: (infer Row)[] }> ? Row : never
