import { Type, type Static } from 'typebox'
import { instant, listParameters } from '../http/index.ts'
import { EVENT_NAME } from './event-name.ts'

export const Hook = Type.Object({
  id: Type.String({ description: 'names its workspace; not a secret' }),
  event: Type.String({ description: 'the event that it brings' }),
  url: Type.String({ description: 'where Clockify must send to' }),
  createdAt: instant('when it was registered'),
})
export type Hook = Static<typeof Hook>

export const AddedHook = Type.Pick(Hook, ['id', 'url'])

export const NewHook = Type.Object(
  {
    event: Type.String({
      description: 'event name as in Clockify, such as TIME_ENTRY_UPDATED',
      pattern: EVENT_NAME,
    }),
    token: Type.String({
      description: "the webhook's token as Clockify shows it; only its hash is kept",
      minLength: 8,
      maxLength: 4096,
      pattern: '^[\\x21-\\x7e]+$',
    }),
  },
  { additionalProperties: false },
)
export type NewHook = Static<typeof NewHook>

export const HookQuery = Type.Object(listParameters, { additionalProperties: false })
export const HookParams = Type.Object({
  id: Type.String({ description: "the webhook's id", maxLength: 200 }),
})
