import { createHash, createPublicKey } from 'node:crypto'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { readJson } from '../outbound/index.ts'
import { readKeySet } from '../tokens/index.ts'
import type { DoctorInput } from './doctor-input.ts'
import { attempt, ok, problem, type Finding } from './finding.ts'

const TIMEOUT_MS = 5_000
const PORTS: Readonly<Record<string, number>> = { 'smtp:': 25, 'smtps:': 465 }

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

async function checkMail(smtpUrl: string | undefined): Promise<readonly Finding[]> {
  if (smtpUrl === undefined) return []
  const mend = 'See that SMTP_URL is right and the mail server takes connections from here.'
  return attempt('mail', mend, async () => {
    if (!URL.canParse(smtpUrl) || !(new URL(smtpUrl).protocol in PORTS))
      return [problem('mail', { detail: 'SMTP_URL is no smtp:// or smtps:// address.', mend })]
    const { protocol, hostname, port } = new URL(smtpUrl)
    const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || PORTS[protocol] || 25 }
    const greeting = await readGreeting(
      protocol === 'smtps:' ? connectTls({ ...address, servername: address.host }) : connectTcp(address),
    )
    const at = `${address.host}:${address.port}`
    if (greeting.startsWith('220')) return [ok('mail', `${at} greets.`)]
    return [problem('mail', { detail: `${at} answers, but not as a mail server does.`, mend })]
  })
}

/** The first line; rejects when none comes in time. */
function readGreeting(socket: Socket): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    let text = ''
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no greeting within 5 s')))
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1')
      if (!text.includes('\n') && text.length < 1_000) return
      resolve(text)
      socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed without a greeting')))
  })
}
