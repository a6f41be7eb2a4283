import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactBody, redactHeaders, redactText, redactUrl } from '../../../server/platform/outbound/index.ts'

const SECRET_NAMES = [
  'token',
  'accessToken',
  'access_token',
  'refresh-token',
  'authToken',
  'client_secret',
  'SECRET',
  'password',
  'apiKey',
  'api_key',
  'X-Api-Key',
  'authorization',
  'webhookSignature',
  'sessionCookie',
  'privateKey',
]
const secretName = fc.constantFrom(...SECRET_NAMES)
const secretValue = fc.stringMatching(/^s3cr3t[A-Za-z0-9]{6,40}$/)
const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = fc
  .tuple(fc.uuid(), fc.base64String({ minLength: 20 }))
  .map(
    ([sub, key]) =>
      `${segment({ alg: 'RS256' })}.${segment({ sub })}.${Buffer.from(key).toString('base64url')}`,
  )

describe('redactHeaders', () => {
  it.each([
    'Authorization',
    'X-Addon-Token',
    'X-Api-Key',
    'Cookie',
    'Set-Cookie',
    'Clockify-Signature',
    'X-Addon-Lifecycle-Token',
    'Proxy-Authorization',
    'X-Slack-Signature',
  ])('hides %s', (name) => {
    expect(redactHeaders({ [name]: 'hunter2' })).toEqual({ [name.toLowerCase()]: '[redacted]' })
  })

  it('keeps what is harmless, joined and in lower case', () => {
    const redacted = redactHeaders({
      'Content-Type': 'application/json',
      Vary: ['a', 'b'],
      Absent: undefined,
    })

    expect(redacted).toEqual({ 'content-type': 'application/json', vary: 'a, b' })
  })

  it('hides secrets inside harmless headers', () => {
    const redacted = redactHeaders({
      Location: 'https://example.com/?access_token=hunter2',
      'X-Note': 'Bearer hunter2abc',
    })

    expect(redacted).toEqual({
      location: 'https://example.com/?access_token=[redacted]',
      'x-note': 'Bearer [redacted]',
    })
  })
})

describe('redactUrl', () => {
  it.each([
    ['https://h.test/p?page=1&token=x#frag', 'https://h.test/p?page=1&token=[redacted]'],
    ['https://h.test/p?to%6ben=x', 'https://h.test/p?token=[redacted]'],
    ['https://user:pass@h.test/p', 'https://[redacted]@h.test/p'],
    ['/v1/x?api_key=x&name=a%20b', '/v1/x?api_key=[redacted]&name=a%20b'],
    [
      'https://h.test/p?code=x&next=https%3A%2F%2Fi.test%3Fsecret%3Dy',
      'https://h.test/p?code=[redacted]&next=[redacted]',
    ],
    ['https://h.test', 'https://h.test/'],
    ['http://[broken?token=x', 'http://[broken?token=[redacted]'],
  ])('turns %s into %s', (given, expected) => {
    expect(redactUrl(given)).toBe(expected)
  })
})

describe('redactText', () => {
  it.each([
    ['Basic setup of a keyboard', 'Basic setup of a keyboard'],
    ['keyboardwarehouse.example.com', 'keyboardwarehouse.example.com'],
    [`Basic ${Buffer.from('user:hunter2').toString('base64')}`, 'Basic [redacted]'],
    ['see postgres://user:hunter2@db.test/x', 'see postgres://[redacted]@db.test/x'],
    [
      'next=https%3A%2F%2Fi.test%3Ftoken%3Dhunter2&page=1',
      'next=https%3A%2F%2Fi.test%3Ftoken%3D[redacted]&page=1',
    ],
    ['next=foo?token=hunter2&page=1', 'next=foo?token=[redacted]&page=1'],
    ['{"password": "hun\\"ter2", "page": 1', '{"password": "[redacted]", "page": 1'],
    ['{"password":"hunter2 cut off', '{"password":"[redacted]"'],
    ['{"token": 12345}', '{"token": "[redacted]"}'],
    ['grant=1; apiKey=hunter2==', 'grant=1; apiKey=[redacted]'],
  ])('turns %j into %j', (given, expected) => {
    expect(redactText(given)).toBe(expected)
  })

  it.each([
    ['colons', '//' + ':'.repeat(200_000)],
    ['token beginnings', 'eyJ'.repeat(70_000)],
    ['dotted token beginnings', 'eyJ.'.repeat(50_000)],
    ['quotes', '"a":"'.repeat(40_000)],
    ['escapes', '"a":"' + '\\'.repeat(200_001)],
    ['names', 'a'.repeat(200_000)],
    ['spaces', 'bearer' + ' '.repeat(200_000)],
    ['pairs', 'token='.repeat(35_000)],
  ])('stays fast on many %s', (_, text) => {
    const startedAt = performance.now()

    redactText(text)

    // Quadratic work on texts of this size takes many seconds.
    expect(performance.now() - startedAt).toBeLessThan(1_500)
  })

  it('never lets a token survive, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), jwt, fc.string(), (before, token, after) => {
        expect(redactText(before + token + after)).not.toContain(token.split('.')[2])
      }),
    )
  })
})

describe('redactBody', () => {
  it('hides fields by name and keeps whether there is a value', () => {
    const redacted = redactBody({
      id: 'w1',
      authToken: 'x',
      password: '',
      apiKey: null,
      hasToken: true,
      key: 'PROJ-1',
    })

    expect(redacted).toEqual({
      id: 'w1',
      authToken: '[redacted]',
      password: '',
      apiKey: null,
      hasToken: true,
      key: 'PROJ-1',
    })
  })

  it('hides whole structures under a secret name', () => {
    expect(redactBody({ credentials: { user: 'a', words: ['b'] } })).toEqual({ credentials: '[redacted]' })
  })

  it('hides the value of a named setting', () => {
    const redacted = redactBody([
      { name: 'apiToken', value: 'hunter2' },
      { name: 'colour', value: 'red' },
    ])

    expect(redacted).toEqual([
      { name: 'apiToken', value: '[redacted]' },
      { name: 'colour', value: 'red' },
    ])
  })

  it('redacts JSON text, form text and binary', () => {
    expect(redactBody('{"a":1,"token":"x"}')).toBe('{"a":1,"token":"[redacted]"}')
    expect(redactBody('grant_type=code&client_secret=x')).toBe('grant_type=code&client_secret=[redacted]')
    expect(redactBody(Buffer.from('secret'))).toBe('[6 bytes]')
    expect(redactBody({ inner: '[{"token":"x"}]' })).toEqual({ inner: '[{"token":"[redacted]"}]' })
  })

  it('is bounded in depth, number of values and length of text', () => {
    const deep = Array.from({ length: 100 }).reduce<object>((inner) => ({ inner }), { token: 'hunter2' })
    const wide = Array.from({ length: 20_000 }, (_, index) => ({ index }))

    expect(JSON.stringify(redactBody(deep))).toContain('[too deep]')
    expect(JSON.stringify(redactBody(deep))).not.toContain('hunter2')
    expect(JSON.stringify(redactBody(wide)).length).toBeLessThan(150_000)
    expect((redactBody('x'.repeat(100_000)) as string).length).toBeLessThan(9_000)
    expect(redactBody('x'.repeat(2_000_000))).toBe('[2000000 characters]')
  })

  it('keeps harmless JSON as it is', () => {
    const harmless = fc.dictionary(
      fc.constantFrom('id', 'name', 'page', '__proto__'),
      fc.oneof(fc.integer(), fc.uuid()),
    )

    fc.assert(
      fc.property(harmless, (body) => {
        expect(JSON.stringify(redactBody(body))).toBe(JSON.stringify(body))
      }),
    )
  })

  it('never lets a secret survive, wherever it stands', () => {
    const wraps: readonly ((name: string, secret: string) => unknown)[] = [
      (name, secret) => ({ [name]: secret }),
      (name, secret) => ({ [name]: [secret, { secret }] }),
      (name, secret) => JSON.stringify({ [name]: secret }),
      (name, secret) => `${JSON.stringify({ [name]: secret }).slice(0, -1)},`,
      (name, secret) => `page=1&${name}=${secret}&x=y`,
      (name, secret) => ({ key: name, value: secret }),
      (name, secret) => `see https://h.test/p?${name}=${secret}`,
    ]
    const nest = fc.array(fc.constantFrom('list', 'field', 'text'), { maxLength: 4 })

    fc.assert(
      fc.property(
        fc.tuple(fc.constantFrom(...wraps), secretName),
        secretValue,
        nest,
        ([wrap, name], secret, nesting) => {
          const body = nesting.reduce<unknown>(
            (inner, kind) => {
              if (kind === 'list') return [1, inner]
              return kind === 'field' ? { id: 'x', inner } : JSON.stringify([inner])
            },
            wrap(name, secret),
          )

          expect(JSON.stringify(redactBody(body))).not.toContain(secret)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('never lets a token survive as a value or as a name', () => {
    fc.assert(
      fc.property(jwt, fc.string(), (token, text) => {
        const redacted = JSON.stringify(redactBody({ note: text + token, [token]: 1, list: [token] }))
        expect(redacted).not.toContain(token.split('.')[2])
      }),
    )
  })
})
