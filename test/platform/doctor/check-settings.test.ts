import { describe, expect, it } from 'vitest'
import { checkSettings } from '../../../server/platform/doctor/check-settings.ts'

const SAFE = {
  baseUrl: 'https://switchyard.example.com',
  host: '127.0.0.1',
  publicUrl: 'https://switchyard.example.com',
  localUrl: 'http://127.0.0.1:8080',
  adminKey: undefined,
  egressAllow: [],
  requestsPerSecond: 50,
  logLevel: 'info',
  smtpUrl: undefined,
  mailFrom: undefined,
  addonKey: 'switchyard',
  publicKeyPem: '',
  jwksUrl: undefined,
  databaseUrl: undefined,
  dataDir: './data',
  connectionsPerProcess: 13,
} as const

const complaintsOf = (changes: Partial<Parameters<typeof checkSettings>[0]>): string[] =>
  checkSettings({ ...SAFE, ...changes })
    .filter(({ status }) => status !== 'ok')
    .map(({ status, check }) => `${status} ${check}`)

describe('the doctor on settings', () => {
  it('has nothing against safe ones', () => {
    expect(complaintsOf({})).toEqual([])
    expect(
      complaintsOf({ adminKey: 'q0jX3nBv8Ls2Tz7RwKc5', egressAllow: ['https://jira.example.com'] }),
    ).toEqual([])
  })

  it.each([
    ['no public address', { baseUrl: undefined }, 'warning base-url'],
    ['an address of this machine', { baseUrl: 'http://localhost:8080' }, 'warning base-url'],
    ['an address without https', { baseUrl: 'http://switchyard.example.com' }, 'problem base-url'],
    ['all interfaces without an address', { baseUrl: undefined, host: '0.0.0.0' }, 'problem base-url'],
    ['an operator key out of a dictionary', { adminKey: 'changeme-changeme' }, 'problem admin-key'],
    ['an operator key of few letters', { adminKey: 'aaaaaaaabbbbbbbbcccc' }, 'problem admin-key'],
    ['plain http to elsewhere', { egressAllow: ['http://jira.example.com'] }, 'warning egress'],
    ['a private address', { egressAllow: ['https://10.1.2.3'] }, 'warning egress'],
    ['the metadata address of a cloud', { egressAllow: ['https://169.254.169.254'] }, 'warning egress'],
    ['a private address of version 6', { egressAllow: ['https://[fd00::1]'] }, 'warning egress'],
    ['an inner name', { egressAllow: ['https://intranet'] }, 'warning egress'],
    ['more than Clockify takes', { requestsPerSecond: 80 }, 'warning rate-limit'],
    ['a log that keeps quiet', { logLevel: 'silent' }, 'warning log-level'],
    ['mails with a sender that nobody has set', { smtpUrl: 'smtp://127.0.0.1:25' }, 'warning mail-from'],
  ] as const)('complains of %s', (_what, changes, complaint) => {
    expect(complaintsOf(changes)).toEqual([complaint])
  })

  it('says what to do about each complaint and shows no key', () => {
    const findings = checkSettings({ ...SAFE, baseUrl: undefined, adminKey: 'changeme-changeme' })

    for (const finding of findings.filter(({ status }) => status !== 'ok'))
      expect(finding.mend).toMatch(/.{10,}/)
    expect(JSON.stringify(findings)).not.toContain('changeme')
  })
})
