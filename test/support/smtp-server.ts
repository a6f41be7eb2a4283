import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ArrivedMail {
  readonly to: string
  readonly from: string
  readonly raw: string
  readonly mail: Email
}

/** What the server answers to whom; changed while it runs. */
export interface SmtpRules {
  /** By recipient: the code that it is refused with. */
  readonly refused: Map<string, number>
  /** Undefined: everybody may send without a login. */
  login: { readonly user: string; readonly pass: string } | undefined
  /** Held up for so long before a mail is taken. */
  delayMs: number
}

export interface TestSmtp {
  readonly port: number
  readonly url: string
  readonly rules: SmtpRules
  /** In the order in which they were taken. */
  readonly arrived: ArrivedMail[]
  /** Addresses that mails were tried for, taken or not. */
  readonly tried: string[]
  logins: number
  to(address: string): readonly ArrivedMail[]
  stop(): Promise<void>
  /** Again on the same port. */
  start(): Promise<void>
}

/** A real SMTP server, as far as a client can see. */
export async function startTestSmtp(): Promise<TestSmtp> {
  const rules: SmtpRules = { refused: new Map(), login: undefined, delayMs: 0 }
  const arrived: ArrivedMail[] = []
  const tried: string[] = []
  let server = new SMTPServer({})
  const smtp: TestSmtp = {
    port: 0,
    url: '',
    rules,
    arrived,
    tried,
    logins: 0,
    to: (address) => arrived.filter(({ to }) => to === address),
    start: async () => {
      server = new SMTPServer(optionsOf(smtp))
      server.listen(smtp.port, '127.0.0.1')
      await once(server.server, 'listening')
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  await smtp.start()
  const { port } = server.server.address() as AddressInfo
  return Object.assign(smtp, { port, url: `smtp://127.0.0.1:${port}` })
}

function optionsOf(smtp: TestSmtp): SMTPServerOptions {
  const { rules, arrived, tried } = smtp
  return {
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    authOptional: rules.login === undefined,
    disabledCommands: rules.login === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, callback) => {
      smtp.logins += 1
      const isRight = username === rules.login?.user && password === rules.login?.pass
      if (isRight) callback(null, { user: username ?? '' })
      else callback(refusal(535, `no login for ${password}`))
    },
    onRcptTo: ({ address }, _session, callback) => {
      tried.push(address)
      const code = rules.refused.get(address)
      callback(code === undefined ? null : refusal(code, 'not now, or never'))
    },
    onData: (stream, session, callback) => {
      const take = async (): Promise<void> => {
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        if (rules.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, rules.delayMs))
        const raw = Buffer.concat(chunks)
        const { rcptTo, mailFrom } = session.envelope
        arrived.push({
          to: rcptTo.map(({ address }) => address).join(),
          from: mailFrom === false ? '' : mailFrom.address,
          raw: raw.toString('utf8'),
          mail: await PostalMime.parse(raw),
        })
        callback(null)
      }
      void take()
    },
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
