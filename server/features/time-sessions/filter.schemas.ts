import { Type } from 'typebox'

/** A text to be equal to. */
export const word = (description: string) => Type.Optional(Type.String({ description, maxLength: 500 }))

/** An instant, or a day, which is its beginning. */
export const moment = (description: string) =>
  Type.Optional(
    Type.String({ description, maxLength: 40, anyOf: [{ format: 'date-time' }, { format: 'date' }] }),
  )
