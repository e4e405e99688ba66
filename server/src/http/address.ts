import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
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

/**
 * Who shares the limits of an address: whoever has an IPv6 address has the whole network (/64) it is in, so they are counted as one; an IPv4 address is
 * counted alone, however it is written. What is no address is answered as it is.
 */
export function shareOf(address: string): string {
  const [withoutZone = ''] = address.split('%', 1)
  if (!isIPv6(withoutZone)) return address
  const groups = groupsOf(withoutZone)
  return isMapped(groups) ? ipv4In(groups) : `${groups.slice(0, 4).join(':')}::/64`
}

/** The eight groups of an IPv6 address, without leading zeros. A URL knows every way of writing one. */
function groupsOf(address: string): string[] {
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [start = [], end = []] = shortest.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  return [...start, ...Array<string>(8 - start.length - end.length).fill('0'), ...end]
}

const isMapped = (groups: readonly string[]): boolean => groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'

const ipv4In = (groups: readonly string[]): string =>
  groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
