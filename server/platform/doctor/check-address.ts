import { messageOf } from '../../shared/errors.ts'
import { UpstreamError, type HttpClient, type HttpResponse } from '../outbound/index.ts'
import type { DoctorInput } from './doctor-input.ts'
import { attempt, oneLine, ok, problem, type Finding } from './finding.ts'
import { skewFinding } from './skew.ts'

type AddressInput = Pick<DoctorInput, 'client' | 'clock' | 'settings'>

const TIMEOUT_MS = 5_000

/** The server of this machine, and the way to it that Clockify takes. */
export async function checkAddresses(input: AddressInput): Promise<readonly Finding[]> {
  const { publicUrl } = input.settings
  const mend = `See that ${publicUrl} leads to this server: DNS, certificate, proxy, firewall.`
  const server = await serverFinding(input)
  const isAway = server.status === 'problem' && server.check === 'server'
  if (isAway && input.settings.baseUrl === undefined) return [server]
  const health = await attempt('public-address', mend, () => checkHealth(input, mend))
  if (health.some(({ status }) => status === 'problem')) return [server, ...health]
  const manifest = await attempt('manifest', mend, async () => [await manifestFinding(input)])
  return [server, ...health, ...manifest]
}

async function serverFinding({ client, settings }: AddressInput): Promise<Finding> {
  const tried = [...new Set([settings.localUrl, settings.publicUrl])]
  for (const url of tried) {
    const answer = await answerOf(client, `${url}/ready`)
    if (answer === undefined) continue
    if (answer.status === 200) return ok('server', `Runs and is ready (${url}/ready).`)
    return problem('server-ready', {
      detail: `${url}/ready answers ${answer.status}: ${reasonIn(answer)}`,
      mend: 'Mend what it names; its log says more.',
    })
  }
  return problem('server', {
    detail: `The server does not run: nothing answers at ${tried.join(' or ')}.`,
    mend: 'Start it (npm start) and read what it prints.',
  })
}

async function checkHealth(input: AddressInput, mend: string): Promise<Finding[]> {
  const { client, clock, settings } = input
  const url = `${settings.publicUrl}/health`
  const answer = await get(client, url)
  if (answer.status !== 200 || fieldOf(answer, 'status') !== 'ok') {
    const detail = `${url} answers ${answer.status}, and not as this server does.`
    return [problem('public-address', { detail, mend })]
  }
  const reached = ok('public-address', `${url} answers in ${Math.round(answer.durationMs)} ms.`)
  const dateMs = Date.parse(answer.headers['date'] ?? '')
  if (Number.isNaN(dateMs)) return [reached]
  // The header names the whole second in which it was written.
  const skewMs = dateMs + 500 - clock.now().getTime()
  return [reached, skewFinding('clock-public', { of: `that of ${settings.publicUrl}`, skewMs })]
}

async function manifestFinding({ client, settings }: AddressInput): Promise<Finding> {
  const url = `${settings.publicUrl}/manifest.json`
  const answer = await get(client, url)
  const expected = { key: settings.addonKey, baseUrl: settings.publicUrl }
  for (const [name, wanted] of Object.entries(expected)) {
    const found = fieldOf(answer, name)
    if (found !== wanted)
      return problem('manifest', {
        detail: `${url} says ${name} ${JSON.stringify(found) ?? 'nothing'} instead of ${JSON.stringify(wanted)}.`,
        mend: 'Restart the server with the settings of now; if it stays, the address leads to another server.',
      })
  }
  return ok('manifest', `${url} names the address and the key that are set.`)
}

async function answerOf(client: HttpClient, url: string): Promise<HttpResponse | undefined> {
  try {
    return await get(client, url)
  } catch (error) {
    if (error instanceof UpstreamError) return undefined
    throw error
  }
}

function get(client: HttpClient, url: string): Promise<HttpResponse> {
  const headers = { accept: 'application/json' }
  return client.send({ service: 'this server', method: 'GET', url, headers, timeoutMs: TIMEOUT_MS })
}

function reasonIn(answer: HttpResponse): string {
  const detail = fieldOf(answer, 'detail')
  return typeof detail === 'string' ? oneLine(detail) : 'no reason given.'
}

/** Undefined where the body is no JSON object: it is somebody else's then. */
function fieldOf(answer: HttpResponse, name: string): unknown {
  try {
    const body: unknown = JSON.parse(answer.body.toString('utf8'))
    return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  } catch (error) {
    return error instanceof SyntaxError ? undefined : messageOf(error)
  }
}
