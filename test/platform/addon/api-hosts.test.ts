import { describe, expect, it } from 'vitest'
import { readApiHosts, readApiUrl } from '../../../server/platform/addon/api-hosts.ts'
import { createEgressPolicy } from '../../../server/platform/outbound/index.ts'

const policy = createEgressPolicy({
  allowedOrigins: ['http://127.0.0.1:9000'],
  hostRules: [{ suffix: 'clockify.me' }],
})
const check = (url: string) => policy.check(url)

describe('readApiHosts', () => {
  it.each([
    ['https://api.clockify.me/api', 'https://reports.api.clockify.me'],
    ['https://euc1.clockify.me/api', 'https://euc1.clockify.me/report'],
    ['https://developer.clockify.me/api', 'https://developer.clockify.me/report'],
    ['http://127.0.0.1:9000/api', 'http://127.0.0.1:9000/report'],
  ])('knows the reports host beside %s', (backendUrl, reportsUrl) => {
    const hosts = readApiHosts({ backendUrl, reportsUrl: undefined }, check)

    expect(hosts).toEqual({ backendUrl, reportsUrl })
  })

  it('refuses a reports host elsewhere', () => {
    const claims = { backendUrl: 'https://api.clockify.me/api', reportsUrl: 'https://evil.example' }

    expect(() => readApiHosts(claims, check)).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })
})

describe('readApiUrl', () => {
  it.each([
    'https://api.clockify.me/api',
    'https://api.clockify.me/api/',
    'https://api.clockify.me/api/v1',
    'https://api.clockify.me/api/v1/',
  ])('reads %s as the host without version', (url) => {
    expect(readApiUrl(url, check)).toBe('https://api.clockify.me/api')
  })

  it.each([
    'http://api.clockify.me/api',
    'https://api.clockify.me:8443/api',
    'https://clockify.me.evil.example/api',
    'https://evilclockify.me/api',
    'https://user@api.clockify.me/api',
    'https://169.254.169.254/latest',
    'https://127.0.0.1/api',
    'http://127.0.0.1:9001/api',
    'https://api.clockify.me/api?x=1',
    'https://api.clockify.me/api#x',
    'file:///etc/passwd',
    'api',
  ])('refuses %s', (url) => {
    expect(() => readApiUrl(url, check)).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })
})
