import type { HocuspocusProvider } from '@hocuspocus/provider'

/** As many as the server takes at once. */
const mostClaims = 500

/** Names the client ids of earlier pages whose edits this one brings along, whenever it is let in. @returns takes up one more of them */
export function claimOwnIds(provider: HocuspocusProvider): (client: number) => void {
  const claims = new Set<number>()
  provider.on('authenticated', () => {
    if (claims.size > 0) provider.sendStateless(JSON.stringify({ type: 'mine', clients: [...claims].slice(-mostClaims) }))
  })
  return (client) => claims.add(client)
}
