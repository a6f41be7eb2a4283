import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { Db } from '../../storage/db.ts'
import type { PlatformModule } from '../feature.ts'
import type { Guard } from '../http/index.ts'
import type { Schedule } from '../jobs/index.ts'
import { forgetContents, sweepOutbox } from './jobs.ts'
import { createMailServer } from './mail-server.ts'
import { outboxRoutes } from './outbox.routes.ts'
import { sendMailsHandler, type SendDeps } from './send-mails.ts'
import { senderOf } from './sender.ts'
import { tendOutboxHandlers } from './tend-outbox.ts'

export interface MailDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly guard: Guard
  /** Undefined: no mail is sent. */
  readonly smtpUrl: string | undefined
  readonly from: string | undefined
  /** The server's public address, for a sender where none is set. */
  readonly baseUrl: string | undefined
  readonly observe?: SendDeps['observe']
}

const SCHEDULES: readonly Schedule[] = [
  { name: 'mail.sweep-outbox', cron: '28 * * * *', definition: sweepOutbox, payload: {}, each: 'workspace' },
  {
    name: 'mail.forget-contents',
    cron: '34 3 * * *',
    definition: forgetContents,
    payload: {},
    each: 'workspace',
  },
]

export function createMail(deps: MailDeps): PlatformModule {
  const { smtpUrl, clock } = deps
  const { from, domain } = senderOf(deps)
  const server = smtpUrl === undefined ? undefined : createMailServer({ clock, smtpUrl, from })
  const sending = { ...deps, server, domain }
  return {
    name: 'mail',
    routes: async (app) => {
      await app.register(outboxRoutes, { deps: sending })
    },
    jobs: [sendMailsHandler(sending), ...tendOutboxHandlers(sending)],
    schedules: SCHEDULES,
  }
}
