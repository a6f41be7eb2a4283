import { Type, type Static } from 'typebox'
import { KeyText } from '../../storage/keyset-page.ts'
import { instant, listParameters } from '../http/index.ts'

export const DriftQuery = Type.Object(
  {
    ...listParameters,
    connector: Type.Optional(Type.String({ description: 'only this connector', maxLength: 200 })),
    operationId: Type.Optional(Type.String({ description: 'only this operation', maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type DriftQuery = Static<typeof DriftQuery>

export const DriftLine = Type.Object({
  connector: Type.String({ description: 'the service' }),
  operationId: Type.String({ description: 'the operation' }),
  pointer: Type.String({ description: 'where in the answer; * is any item or any id' }),
  kind: Type.String({ description: 'missing, type, enum, value, unexpected, status or content-type' }),
  firstSeenAt: instant('when it was first seen'),
  lastSeenAt: instant('when it was last seen'),
  count: Type.Integer({ description: 'calls that showed it' }),
  sample: Type.String({ description: 'the latest, shortened, without secrets' }),
})
export type DriftLine = Static<typeof DriftLine>

/** What differences are listed by: connector, operationId, pointer, kind. */
export const DriftKey = Type.Tuple([KeyText, KeyText, KeyText, KeyText])
export type DriftKey = Static<typeof DriftKey>
