import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '../../../server/platform/outbound/index.ts'

// Network and prefix length of every range that must never be reached.
const CLOSED_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

function numberOf(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function ipOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

describe('isPublicAddress', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
  ])('takes %s', (ip) => {
    expect(isPublicAddress(ip)).toBe(true)
  })

  it.each(['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888', '2001:200::1'])(
    'takes %s',
    (ip) => {
      expect(isPublicAddress(ip)).toBe(true)
    },
  )

  it.each([
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped private, hexadecimal', '::ffff:a00:1'],
    ['mapped public', '::ffff:8.8.8.8'],
    ['compatible', '::127.0.0.1'],
    ['translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::a00:1'],
    ['local NAT64', '64:ff9b:1::1'],
    ['discard', '100::1'],
    ['Teredo', '2001::1'],
    ['benchmarking', '2001:2::1'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation, new', '3fff::1'],
    ['6to4', '2002:7f00:1::'],
    ['segment routing', '5f00::1'],
    ['unique local', 'fc00::1'],
    ['metadata, unique local', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['global with a zone', '2606:4700:4700::1111%1'],
    ['metadata', '169.254.169.254'],
    ['Azure metadata', '168.63.129.16'],
    ['Alibaba metadata', '100.100.100.200'],
    ['broadcast', '255.255.255.255'],
    ['6to4 relay', '192.88.99.1'],
    ['no address', 'example.com'],
    ['a number', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['short', '127.1'],
    ['brackets', '[2606:4700:4700::1111]'],
    ['nothing', ''],
  ])('refuses %s (%s)', (_, ip) => {
    expect(isPublicAddress(ip)).toBe(false)
  })

  it('refuses every address of the closed ranges, plain and mapped', () => {
    const inClosedRange = fc
      .tuple(fc.constantFrom(...CLOSED_IPV4), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
      .map(([[network, prefix], where]) => ipOf(numberOf(network) + Math.floor(where * 2 ** (32 - prefix))))

    fc.assert(
      fc.property(inClosedRange, (ip) => {
        expect([ip, isPublicAddress(ip), isPublicAddress(`::ffff:${ip}`)]).toEqual([ip, false, false])
      }),
    )
  })

  it('refuses every IPv6 address outside 2000::/3', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const outside = fc.tuple(
      group.filter((first) => first >> 13 !== 1),
      fc.array(group, { minLength: 7, maxLength: 7 }),
    )

    fc.assert(
      fc.property(outside, ([first, rest]) => {
        expect(isPublicAddress([first, ...rest].map((value) => value.toString(16)).join(':'))).toBe(false)
      }),
    )
  })
})
