import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'
import type { Config } from '../config.ts'

type Trust = (address: string, hop: number) => boolean

/** As many proxies as there are, or those at these addresses, may say where a request came from; nobody else. */
export function trustedProxies({ trustProxy }: Config): Trust {
  if (typeof trustProxy === 'number') return (_address, hop) => hop < trustProxy
  return trustProxy ? proxyAddress.compile(trustProxy) : () => false
}

/** Where a request came from. */
export const addressOf = (request: IncomingMessage, trust: Trust): string => proxyAddress(request, trust)
