import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEgressPolicy } from '../../../server/platform/outbound/index.ts'
import { AppError, StartError } from '../../../server/shared/errors.ts'

const policy = createEgressPolicy({
  allowedOrigins: ['http://127.0.0.1:8080', 'http://[::1]:8080', 'https://jira.example.com:8443'],
  hostRules: [{ suffix: 'clockify.me' }, { host: 'api.clickup.com' }],
})

describe('egress policy', () => {
  it.each([
    ['https://clockify.me/', 'clockify.me'],
    ['https://api.clockify.me/api/v1/workspaces?page=1', 'api.clockify.me'],
    ['https://reports.api.clockify.me', 'reports.api.clockify.me'],
    ['HTTPS://API.Clockify.Me/api', 'api.clockify.me'],
    ['https://api.clockify.me:443/api', 'api.clockify.me'],
    ['https://api.clickup.com/api/v2/team', 'api.clickup.com'],
    ['http://127.0.0.1:8080/x', '127.0.0.1:8080'],
    ['http://[::1]:8080/x', '[::1]:8080'],
    ['https://jira.example.com:8443/rest', 'jira.example.com:8443'],
  ])('takes %s', (text, host) => {
    const url = policy.check(text)

    expect(url.host).toBe(host)
  })

  it.each([
    // other hosts that look alike
    'https://clockify.me.example.com/',
    'https://evilclockify.me/',
    'https://xclickup.com/',
    'https://api.clickup.com.example.com/',
    'https://sub.api.clickup.com/',
    'https://example.com/#api.clockify.me',
    'https://example.com/?https://api.clockify.me',
    'https://example.com\\.clockify.me/',
    'https://api.clockify.me\\@example.com/',
    // scheme and port
    'http://api.clockify.me/',
    'https://api.clockify.me:8443/',
    'https://api.clockify.me:80/',
    'https://api.clockify.me:99999/',
    'https://api.clockify.me:/',
    'ftp://api.clockify.me/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'https:api.clockify.me',
    'https:///api.clockify.me/',
    '//api.clockify.me/',
    'api.clockify.me',
    '',
    // credentials
    'https://user:pass@api.clockify.me/',
    'https://api.clockify.me@example.com/',
    'https://@api.clockify.me/',
    // dots, lookalikes, encodings, white space
    'https://api.clockify.me./',
    'https://api。clockify.me/',
    'https://api.clockify。me/',
    'https://api.clоckify.me/',
    'https://ａpi.clockify.me/',
    'https://api.clockıfy.me/',
    'https://api.clock\u00ADify.me/',
    'https://api.clock%69fy.me/',
    ' https://api.clockify.me/',
    'https://api.clockify.me/a b',
    'https://api.clock\nify.me/',
    'https://api.clockify.me/\u0000',
    // listed origins are exact
    'http://127.0.0.1/',
    'http://127.0.0.1:8081/',
    'https://127.0.0.1:8080/',
    'http://localhost:8080/',
    'https://jira.example.com/',
    'http://jira.example.com:8443/',
  ])('refuses %s', (text) => {
    expect(() => policy.check(text)).toThrow(AppError)
  })

  it.each([
    'http://2130706433:8080/',
    'http://0x7f000001:8080/',
    'http://0x7f.1:8080/',
    'http://017700000001:8080/',
    'http://0177.0.0.1:8080/',
    'http://127.1:8080/',
    'http://127.0.1:8080/',
    'http://127.0.0.1.:8080/',
    'http://127。0。0。1:8080/',
    'http://①②⑦.0.0.1:8080/',
    'http://127.000.000.001:8080/',
    'http://[::ffff:127.0.0.1]:8080/',
    'http://[::ffff:7f00:1]:8080/',
    'http://[::127.0.0.1]:8080/',
    'http://[64:ff9b::127.0.0.1]:8080/',
    'http://[2002:7f00:1::]:8080/',
    'http://[0:0:0:0:0:0:0:1]:8080/',
    'http://[0000::1]:8080/',
    'http://0:8080/',
    'http://0.0.0.0:8080/',
    'https://169.254.169.254/latest/meta-data',
    'https://[fd00:ec2::254]/',
    'https://8.8.8.8/',
    'https://134744072/',
  ])('refuses the address spelling %s', (text) => {
    expect(() => policy.check(text)).toThrow(AppError)
  })

  it('says what is allowed and repeats no part of a path or query', () => {
    const url = 'https://example.com/path?token=hunter2'

    expect(() => policy.check(url)).toThrow(
      expect.objectContaining({
        code: 'INVALID',
        message: expect.stringMatching(
          /https:\/\/example\.com.*https:\/\/\*\.clockify\.me.*127\.0\.0\.1:8080/,
        ),
      }),
    )
    expect(() => policy.check(url)).not.toThrow(/hunter2/)
  })

  it('says that credentials belong in a header, without repeating them', () => {
    const url = 'https://user:hunter2@api.clockify.me/'

    expect(() => policy.check(url)).toThrow(/carries credentials/)
    expect(() => policy.check(url)).not.toThrow(/hunter2/)
  })

  it('refuses a URL beyond 16,384 characters', () => {
    expect(() => policy.check(`https://api.clockify.me/${'a'.repeat(16_384)}`)).toThrow(/longer than/)
  })

  it('never lets a host through that is not the suffix or below it', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,10}$/)
    const hosts = fc
      .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('.', '-', ''))
      .map(([labels, joint]) => `${labels.join('.')}${joint}clockify.me`)

    fc.assert(
      fc.property(hosts, (host) => {
        const isBelow = host.endsWith('.clockify.me')
        const check = () => policy.check(`https://${host}/`)
        if (isBelow) expect(check().hostname).toBe(host)
        else expect(check).toThrow(AppError)
      }),
    )
  })
})

describe('createEgressPolicy', () => {
  it.each([
    'http://127.0.0.1:8080/path',
    'http://127.0.0.1:8080/',
    '127.0.0.1:8080',
    'http://user@127.0.0.1:8080',
    'http://2130706433:8080',
    'ftp://127.0.0.1',
    'http://localhost.:80',
    '*',
    '',
  ])('refuses to start with the origin %j', (origin) => {
    expect(() => createEgressPolicy({ allowedOrigins: [origin], hostRules: [] })).toThrow(StartError)
  })

  it.each([
    ['http://localhost:80', 'http://localhost/x'],
    ['https://jira.example.com:443', 'https://jira.example.com/x'],
    ['https://jira.example.com', 'https://jira.example.com:443/x'],
  ])('takes the origin %s for %s', (origin, url) => {
    const listed = createEgressPolicy({ allowedOrigins: [origin], hostRules: [] })

    expect(listed.check(url).pathname).toBe('/x')
    expect(listed.isListedOrigin(new URL(url).origin)).toBe(true)
  })

  it('allows nothing without rules and says how to change that', () => {
    const closed = createEgressPolicy({ allowedOrigins: [], hostRules: [] })

    expect(() => closed.check('https://api.clockify.me/')).toThrow(/EGRESS_ALLOW/)
  })
})
