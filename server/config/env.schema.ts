import { Type, type Static } from 'typebox'

const text = (description: string) => Type.Optional(Type.String({ description }))

/** Every variable that the product reads; test/rules compares it with .env.example and the contract. Values are texts until config.ts reads them. */
export const Env = Type.Object({
  PORT: text('where it listens'),
  HOST: text('address it listens on'),
  BASE_URL: text('public address; goes into the manifest and into links'),
  DATABASE_URL: text('PostgreSQL; unset = embedded PostgreSQL in DATA_DIR'),
  DATA_DIR: text('embedded database and files'),
  ENCRYPTION_KEY: text('32 bytes, base64; comma-separated list, newest first'),
  ADMIN_KEY: text("operator's key for /api/admin/*; unset = off"),
  CLOCKIFY_ADDON_KEY: text('manifest key = sub of every add-on token'),
  CLOCKIFY_PUBLIC_KEY: text("PEM text or a file's path"),
  CLOCKIFY_JWKS_URL: text('alternative to the fixed key'),
  CLOCKIFY_WEBHOOK_EVENTS: text('comma-separated event names that the manifest declares, at most 10'),
  CLICKUP_CLIENT_ID: text('of the OAuth app that is registered with ClickUp; unset = people paste tokens'),
  CLICKUP_CLIENT_SECRET: text('its secret'),
  CLICKUP_API_URL: text("another address than ClickUp's own, for a sandbox"),
  EGRESS_ALLOW: text("comma-separated origins that may be called beside the vendors' own hosts"),
  RATE_LIMIT_RPS: text('Clockify requests per second and workspace'),
  RATE_LIMIT_PER_HOUR: text('Clockify requests per hour and workspace'),
  AUTO_BOOTSTRAP_ON_INSTALL: text('true or false'),
  SMTP_URL: text('smtp://user:pass@host:port'),
  MAIL_FROM: text('sender of mails'),
  LOG_LEVEL: text('fatal, error, warn, info, debug, trace or silent'),
})
export type Env = Static<typeof Env>
export type EnvName = keyof typeof Env.properties
