import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config/config.ts'
import { CLOCKIFY_PLATFORM_KEY } from '../../server/config/platform-key.ts'
import { StartError } from '../../server/shared/errors.ts'

const complaintsOf = (env: Record<string, string>): string => {
  try {
    readConfig(env)
    return ''
  } catch (error) {
    expect(error).toBeInstanceOf(StartError)
    return (error as Error).message
  }
}

describe('readConfig', () => {
  it('works with nothing set', () => {
    expect(readConfig({})).toMatchObject({
      http: { port: 8080, host: '127.0.0.1' },
      database: { url: undefined, dataDir: './data' },
      clockify: { addonKey: 'switchyard', publicKeyPem: CLOCKIFY_PLATFORM_KEY },
      rateLimit: { perSecond: 50, perHour: undefined },
      autoBootstrap: true,
      logLevel: 'info',
    })
    expect(readConfig({}).clockify.webhookEvents.length).toBeLessThanOrEqual(10)
  })

  it('lists every problem at once', () => {
    const message = complaintsOf({
      PORT: '99999',
      BASE_URL: 'example',
      DATABASE_URL: 'mysql://x',
      ADMIN_KEY: 'short',
      EGRESS_ALLOW: 'http://127.0.0.1:9000/path',
      RATE_LIMIT_RPS: '0',
      AUTO_BOOTSTRAP_ON_INSTALL: 'maybe',
      LOG_LEVEL: 'loud',
    })

    for (const name of [
      'PORT',
      'BASE_URL',
      'DATABASE_URL',
      'ADMIN_KEY',
      'EGRESS_ALLOW',
      'RATE_LIMIT_RPS',
      'AUTO_BOOTSTRAP_ON_INSTALL',
      'LOG_LEVEL',
    ])
      expect(message).toContain(`${name}: `)
  })

  it('requires a key with a server database, and says how to make one', () => {
    expect(complaintsOf({ DATABASE_URL: 'postgres://a@b/c' })).toMatch(
      /ENCRYPTION_KEY: it is required .* openssl rand/,
    )
  })

  it('never repeats a secret in a complaint', () => {
    const message = complaintsOf({
      ENCRYPTION_KEY: 'hunter2hunter2',
      ADMIN_KEY: 'hunter2',
      DATABASE_URL: 'x://u:hunter2@h',
    })

    expect(message).not.toContain('hunter2')
  })

  it('takes a list of keys, newest first', () => {
    const [newest, old] = [randomBytes(32), randomBytes(32)]

    const { encryptionKeys } = readConfig({
      ENCRYPTION_KEY: `${newest.toString('base64')}, ${old.toString('base64')}`,
    })

    expect(encryptionKeys).toEqual({ newest, all: [newest, old] })
  })

  it('takes a public key as text, as text with escaped line breaks and as a file', () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString()
    const file = join(mkdtempSync(join(tmpdir(), 'switchyard-key-')), 'key.pem')
    writeFileSync(file, pem)

    for (const value of [pem, pem.replaceAll('\n', '\\n'), file])
      expect(readConfig({ CLOCKIFY_PUBLIC_KEY: value }).clockify.publicKeyPem).toBe(pem)
  })

  it('refuses a private key and a short one', () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const privatePem = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString()

    expect(complaintsOf({ CLOCKIFY_PUBLIC_KEY: privatePem })).toContain('private key')
    expect(
      complaintsOf({
        CLOCKIFY_PUBLIC_KEY: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      }),
    ).toContain('at least 2048 bits')
  })

  it('takes at most ten webhook events', () => {
    const events = Array.from({ length: 11 }, (_, index) => `EVENT_${'ABCDEFGHIJK'.charAt(index)}`).join(',')

    expect(complaintsOf({ CLOCKIFY_WEBHOOK_EVENTS: events })).toContain('11 events are too many')
  })
})
