import { BlockList, isIPv4, isIPv6 } from 'node:net'

// IANA special-purpose registry, the ranges that are not global unicast.
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure answers metadata here, on an otherwise public range
  ['169.254.0.0', 16], // link-local, cloud metadata
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
]

// Holes in the only global unicast block, 2000::/3. Mapped, NAT64, unique and link-local addresses lie outside it.
const SPECIAL_IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarking, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4 carries an IPv4 address
  ['3fff::', 20], // documentation
]

const specialIpv4 = blockListOf(SPECIAL_IPV4, 'ipv4')
const specialIpv6 = blockListOf(SPECIAL_IPV6, 'ipv6')
const globalIpv6 = blockListOf([['2000::', 3]], 'ipv6')

/** True only for global unicast addresses; anything that is not an address, or has a zone, is not public. */
export function isPublicAddress(ip: string): boolean {
  if (isIPv4(ip)) return !specialIpv4.check(ip, 'ipv4')
  if (!isIPv6(ip) || ip.includes('%')) return false
  return globalIpv6.check(ip, 'ipv6') && !specialIpv6.check(ip, 'ipv6')
}

function blockListOf(ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family)
  return list
}
