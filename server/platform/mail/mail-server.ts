import type { Readable } from 'node:stream'
import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import { judgeFailure, type Delivery } from './judge-failure.ts'
import { hideSecrets, readSmtpUrl, type SmtpOptions } from './smtp-options.ts'

export interface OutgoingMail {
  /** The same in every attempt, so that a repetition can be recognised. */
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly date: Date
  readonly attachment: {
    readonly name: string
    readonly contentType: string
    readonly content: Readable
  } | null
}

export interface MailServer {
  /** Never rejects, and ends within SEND_WITHIN_MS. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<Delivery>
}

interface MailServerDeps {
  readonly clock: Clock
  readonly smtpUrl: string
  readonly from: string
  /** After a failure that is not the mail's, nothing is tried for so long. */
  readonly pauseMs?: number
}

/** A mail is with the server by then, or it is not sent. */
export const SEND_WITHIN_MS = 5 * 60_000
const CONNECT_WITHIN_MS = 10_000
const FINISH_WITHIN_MS = 10_000
const PAUSE_MS = 15_000
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

/** A connection for each mail: nothing is left over from another, and none is sent twice by a pool that does not know whether it was. */
export function createMailServer({ clock, smtpUrl, from, pauseMs = PAUSE_MS }: MailServerDeps): MailServer {
  const options = readSmtpUrl(smtpUrl)
  const hide = hideSecrets(options)
  let failure: { readonly delivery: Delivery; readonly untilMs: number } | undefined

  async function attempt(mail: OutgoingMail, stop: AbortSignal): Promise<Delivery> {
    const { signal, release } = withPatience(stop)
    try {
      const transport = await transportTo(options)
      await transport.sendMail({ ...messageOfMail(mail, from), signal })
      return { kind: 'sent' }
    } catch (error) {
      return judgeFailure(error, hide)
    } finally {
      release()
    }
  }

  return {
    send: async (mail, signal) => {
      if (failure !== undefined && clock.monotonicMs() < failure.untilMs) return failure.delivery
      const delivery = await attempt(mail, signal)
      const isAway = delivery.kind === 'later' && delivery.isServer && !signal.aborted
      failure = isAway ? { delivery, untilMs: clock.monotonicMs() + pauseMs } : undefined
      return delivery
    },
  }
}

interface LookAtServer {
  readonly host: string
  readonly port: number
  readonly hasLogin: boolean
  /** Without secrets; undefined: it takes mails from here. */
  readonly problem: string | undefined
}

/** Connects and logs in, and sends nothing. */
export async function verifyMailServer(smtpUrl: string): Promise<LookAtServer> {
  const options = readSmtpUrl(smtpUrl)
  const transport = await transportTo(options)
  const problem = await transport.verify().then(
    () => undefined,
    (error: unknown) => hideSecrets(options)(messageOf(error)),
  )
  return { host: options.host, port: options.port, hasLogin: options.auth !== undefined, problem }
}

/** Read when it is needed: many servers send no mails. */
async function transportTo(options: SmtpOptions) {
  const { createTransport } = await import('nodemailer')
  const { auth, ...rest } = options
  return createTransport({
    ...rest,
    ...(auth === undefined ? {} : { auth }),
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
    allowInternalNetworkInterfaces: true,
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    dnsTimeout: CONNECT_WITHIN_MS,
    // Some look for viruses between the end of the mail and their answer.
    socketTimeout: 4 * 60_000,
  })
}

/** Whoever is to stop finishes the mail that is under way, for nobody knows otherwise whether it has arrived. */
function withPatience(stop: AbortSignal): { readonly signal: AbortSignal; readonly release: () => void } {
  const end = new AbortController()
  let timer = setTimeout(() => end.abort(), SEND_WITHIN_MS)
  const hurry = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => end.abort(), FINISH_WITHIN_MS)
  }
  stop.addEventListener('abort', hurry, { once: true })
  const release = (): void => {
    clearTimeout(timer)
    stop.removeEventListener('abort', hurry)
  }
  return { signal: end.signal, release }
}

function messageOfMail(mail: OutgoingMail, from: string) {
  const { messageId, to, subject, text, html, date, attachment } = mail
  return {
    from,
    // As an object: whatever is in it stays one address.
    to: { name: '', address: to },
    messageId,
    subject,
    text,
    html,
    date,
    headers: AUTOMATIC,
    attachments:
      attachment === null
        ? []
        : [{ filename: attachment.name, contentType: attachment.contentType, content: attachment.content }],
  }
}
