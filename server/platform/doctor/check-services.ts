import { createHash, createPublicKey } from 'node:crypto'
import { verifyMailServer } from '../mail/index.ts'
import { readJson } from '../outbound/index.ts'
import { readKeySet } from '../tokens/index.ts'
import type { DoctorInput } from './doctor-input.ts'
import { attempt, oneLine, ok, problem, type Finding } from './finding.ts'

const TIMEOUT_MS = 5_000

/** What the server needs of others. */
export async function checkServices(
  input: Pick<DoctorInput, 'client' | 'settings' | 'complaints'>,
): Promise<readonly Finding[]> {
  return [...(await checkClockifyKey(input)), ...(await checkMail(input.settings.smtpUrl))]
}

/** The key that proves Clockify's tokens. */
async function checkClockifyKey(
  input: Pick<DoctorInput, 'client' | 'settings' | 'complaints'>,
): Promise<readonly Finding[]> {
  const { client, settings } = input
  const { jwksUrl, publicKeyPem } = settings
  if (jwksUrl !== undefined)
    return attempt('clockify-key', 'See that CLOCKIFY_JWKS_URL is right and can be reached.', async () => {
      const headers = { accept: 'application/json' }
      const request = { service: 'key-set', method: 'GET', url: jwksUrl, headers } as const
      const keys = readKeySet(readJson('key-set', await client.send({ ...request, timeoutMs: TIMEOUT_MS })))
      return [ok('clockify-key', `${jwksUrl} gives ${keys.length} keys.`)]
    })
  // A wrong one is among the complaints about the configuration.
  if (publicKeyPem === '') return []
  const der = createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' })
  const fingerprint = createHash('sha256').update(der).digest('hex').slice(0, 16)
  return [ok('clockify-key', `Can be read; SHA-256 ${fingerprint}…`)]
}

/** Connects and logs in; nothing is sent. */
async function checkMail(smtpUrl: string | undefined): Promise<readonly Finding[]> {
  if (smtpUrl === undefined) return []
  const mend = 'See that SMTP_URL is right and the mail server takes connections and this login from here.'
  return attempt('mail', mend, async () => {
    const { host, port, hasLogin, problem: detail } = await verifyMailServer(smtpUrl)
    if (detail !== undefined)
      return [problem('mail', { detail: oneLine(`${host}:${port}: ${detail}`), mend })]
    return [ok('mail', `${host}:${port} takes ${hasLogin ? 'the login' : 'mails; there is no login'}.`)]
  })
}
