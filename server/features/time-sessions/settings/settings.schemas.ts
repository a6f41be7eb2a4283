import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

const hours = (description: string, maximum: number) =>
  Type.Number({ description, exclusiveMinimum: 0, maximum })
const receivers = (what: string) =>
  Type.Enum(['nobody', 'person', 'coordinators', 'both'], { description: `who gets a mail ${what}` })
const closed = { additionalProperties: false } as const

const MailSettings = Type.Object({
  started: receivers('when a session starts'),
  stopped: receivers('when a session ends'),
  edited: receivers('when a session is edited'),
  deleted: receivers('when a session is deleted or restored'),
  added: receivers('when a session is added by hand'),
  overtime: receivers('when a session runs over its limit, or a day or week does'),
  decided: receivers('when a session is approved or rejected'),
  problem: receivers('when something said of an entry cannot be right, or comes twice'),
})

export const SettingsView = Type.Object({
  overtimeHours: hours('a session that is longer is overtime; a person may have a limit of their own', 1_000),
  dailyHours: nullable(hours('a person who works longer on one day is reported; null: no such limit', 24)),
  weeklyHours: nullable(hours('a person who works longer in one week is reported; null: no such limit', 168)),
  coordinators: Type.Array(Type.String({ format: 'email', maxLength: 254 }), {
    description: 'addresses of those who watch over the sessions',
    maxItems: 50,
    uniqueItems: true,
  }),
  language: Type.Enum(['en', 'es', 'ru'], { description: 'of mails and reports' }),
  mails: Type.Object(MailSettings.properties, { description: 'which mails go to whom' }),
  digestOver: Type.Integer({
    description: 'so many mails waiting for one mailbox are sent as one',
    minimum: 2,
    maximum: 1_000,
  }),
  weeklyReport: Type.Boolean({ description: 'whether the past week is reported on its own' }),
  monthlyReport: Type.Boolean({ description: 'whether the past month is reported on its own' }),
  reportZone: Type.String({
    description: 'IANA name of the zone whose days, weeks and months count',
    maxLength: 64,
  }),
  reportHour: Type.Integer({
    description: 'hour of the day in that zone from which reports are made',
    minimum: 0,
    maximum: 23,
  }),
  weekStart: Type.Enum(['monday', 'sunday', 'saturday'], { description: 'first day of the week' }),
  reportReceivers: receivers('with the reports of a period'),
})
export type TimeSessionSettings = Static<typeof SettingsView>

/** What is left out stays. */
export const SettingsChange = Type.Object(
  {
    ...Type.Partial(SettingsView).properties,
    mails: Type.Optional(
      Type.Object(Type.Partial(MailSettings).properties, {
        ...closed,
        description: 'which mails go to whom; what is left out stays',
      }),
    ),
  },
  closed,
)
export type SettingsChange = Static<typeof SettingsChange>

export const DEFAULTS: TimeSessionSettings = {
  overtimeHours: 5,
  dailyHours: null,
  weeklyHours: null,
  coordinators: [],
  language: 'en',
  mails: {
    started: 'coordinators',
    stopped: 'coordinators',
    edited: 'both',
    deleted: 'both',
    added: 'both',
    overtime: 'both',
    decided: 'both',
    problem: 'coordinators',
  },
  digestOver: 10,
  weeklyReport: false,
  monthlyReport: false,
  reportZone: 'UTC',
  reportHour: 6,
  weekStart: 'monday',
  reportReceivers: 'both',
}
